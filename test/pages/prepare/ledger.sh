. "$prepare/status.sh"
