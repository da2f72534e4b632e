module plumbline

go 1.26.0

require pgregory.net/rapid v1.3.0

require (
	github.com/tidwall/btree v1.8.2
	go.yaml.in/yaml/v4 v4.0.0
)
