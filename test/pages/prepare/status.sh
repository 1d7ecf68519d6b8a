. "$prepare/apply.sh"
lctasks apply --yes
