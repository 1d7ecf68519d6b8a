printf 'version: 1\nproject: acme-soc\n' > lctasks.yaml
