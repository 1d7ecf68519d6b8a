. "$prepare/apply.sh"
