. "$prepare/organization.sh"
sandbox --sensors 60 --seed 7
repository
lctasks ledger create --run-existing
