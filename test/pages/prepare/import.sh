# What others queued: a request of a colleague's script, and the rule that hears its answers.
. "$prepare/organization.sh"
sandbox --sensors 60 --seed 7
lctasks init --project acme-soc --no-workflows > /dev/null
rm tasks/os-version.yaml
curl --silent --fail "$LCTASKS_API_URL/_sandbox/sensors" --data '{"disconnect": "all"}'
jwt=$(curl --silent --fail "$LCTASKS_JWT_URL" --data "oid=$LC_OID" --data "secret=$LC_API_KEY" | sed 's/.*"jwt": *"\([^"]*\)".*/\1/')
curl --silent --fail "$LCTASKS_API_URL/v1/extension/request/ext-reliable-tasking" --header "Authorization: Bearer $jwt" \
  --data "oid=$LC_OID" --data action=task --data-urlencode 'data={"task": "os_version", "context": "version", "tag": "workstation"}'
