# An organization of the sandbox with a project on the branch main of a repository: what the reader of most pages has.
sandbox() { # its variables are set when this returns
  exec {sandbox_output}< <(exec lctasks sandbox --env-file "$HOME/sandbox.env" "$@")
  read -r _ <&"$sandbox_output"
  . "$HOME/sandbox.env"
}
repository() {
  git init --quiet --bare --initial-branch=main "$HOME/remote.git"
  git init --quiet --initial-branch=main .
  git remote add origin "$HOME/remote.git"
  lctasks init --project acme-soc > /dev/null
  cat > tasks/os-version.yaml <<'YAML'
name: os-version
description: Which Windows build is each server on?
task: os_version
selector: plat == `windows` and `server` in tags and arch != `usp_adapter`
ttl: 1d
run: 1
response:
  - respond:
      - { action: report, name: os-version-answered }
YAML
  git add --all && git commit --quiet --message "Tasks" && git push --quiet --set-upstream origin main
}
