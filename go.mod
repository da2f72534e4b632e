module plumbline

go 1.26.0

require pgregory.net/rapid v1.3.0

require (
	github.com/go-enry/go-enry/v2 v2.9.6
	github.com/tidwall/btree v1.8.2
	go.yaml.in/yaml/v4 v4.0.0
)

require github.com/go-enry/go-oniguruma v1.2.1 // indirect
