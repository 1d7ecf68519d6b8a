. "$prepare/organization.sh"
sandbox --sensors 40 --seed 7
repository
git rm --quiet tasks/os-version.yaml && git commit --quiet --message "No task yet"
lctasks ledger create --run-existing
