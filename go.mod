module plumbline

go 1.26.0
