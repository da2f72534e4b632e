# The two commands that matter are `make run` and `make test`; `make` alone lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# A newer Node that scripts/setup.sh put here comes before the system's.
export PATH := $(CURDIR)/.tools/node_modules/node/bin:$(PATH)

REPO ?=
DATA ?= data/$(if $(REPO),$(notdir $(abspath $(REPO))),demo)
LISTEN ?=
KILLS ?= 10000
CUTS ?= 100000
FAULTS ?= 1000
CHECKS ?= 20000
BENCH ?= store
INSTANCES ?= ../shared/data
TIME ?= 1s
SETS ?= psplib/j30 psplib/j60 psplib/j90 psplib/j120 imopse/d36 imopse/GenRegular imopse/Dense mspsp/set-1a mspsp/set-2c
PKG ?= ./...

# What the pages are made from; without a web folder there is nothing to make.
PAGES := $(shell find web/src web/public web/index.html web/package.json web/package-lock.json web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: web ## start with the demo team, or with your repository: make run REPO=path
	@mkdir -p bin
	go build -o bin/ ./cmd/plumbline
	bin/plumbline serve $(if $(REPO),--repo "$(REPO)",--demo) --data "$(DATA)" $(if $(LISTEN),--listen $(LISTEN))

.PHONY: build
build: web ## build the program into bin/, with the pages where Node is installed
	@mkdir -p bin
	go build -o bin/ ./cmd/...

.PHONY: web
web: $(if $(PAGES),web/dist/index.html) ## build the pages

web/dist/index.html: $(PAGES)
	@scripts/setup.sh web || { echo "The pages are not built: Node is missing. The program works without them."; exit 0; }; \
	if [ -d web/node_modules ]; then cd web && npm run build && touch dist/index.html; fi

.PHONY: setup
setup: ## install what tests need: Node, PostgreSQL, Chromium, the web packages
	scripts/setup.sh postgres browser web

# Debug information, which nothing here reads, is a tenth of compiling.
.PHONY: test
test: export GOFLAGS := $(shell go env GOFLAGS) -gcflags=all=-dwarf=false
test: setup lint test-go test-web journeys ## everything: set-up, checks, Go, pages, browser journeys

# Property tests draw the same cases every time here, so that a red run can be repeated; make prove draws new ones.
SEED ?= 1
PROPERTY = $(shell go list -test -f '{{with .ForTest}}{{.}} {{join $$.Deps ","}}{{end}}' $(PKG) | grep pgregory.net/rapid | cut -d' ' -f1 | sort -u)
OTHER = $(filter-out $(PROPERTY),$(shell go list $(PKG)))

# Long computations that share nothing between goroutines, and scripts of commands, run without the race detector,
# which makes them five times as long. A test of the repository sees to it that each name here is one of a test.
HEAVY := TestScripts TestEveryCommandPrintsItsShape TestEveryQuestionOfTheBenchIsAnswered TestTreesThatHoldEachOtherManyTimesAreLeftUnread TestPermissions TestPermissionsNoticeABrokenPolicy TestKillLosesNothingAcknowledged TestDatesOfOrganisationsOfKnownTruthAreKeptAsOftenAsTheySay TestExportImportExportGivesTheSameBytes \
	TestPairsChangeTogether TestPartsOfALargeImportMakeTheWhole TestPastForecastsWithoutAnEndAreLeftOut TestPlacesOfOutcomesAreSpreadEvenly \
	TestPowerCutsLoseNothingAcknowledged TestPromisesAreKeptAsOftenAsTheySayOnTeamsNotSeen TestSumsOfTheNextTasksComeTrueAsOftenAsTheySay \
	TestWhoKnowsCanBeFoundAndMostCommitsEverMisleads TestWithoutCommonCausesTheDatesAreNotKept TestWithoutCommonCausesTheRangesAreTooNarrow
space := $(subst ,, )
HEAVY_NAMES = ^($(subst $(space),|,$(strip $(HEAVY))))$$
HEAVY_IN = $(shell grep -rlwE --include='*_test.go' '^func ($(subst $(space),|,$(strip $(HEAVY))))' . | xargs -n 1 dirname | sort -u | xargs go list)

.PHONY: test-go
test-go: export PLUMBLINE_REQUIRE_POSTGRES := 1
test-go: ## Go's tests with the race detector, on SQLite and PostgreSQL
	@go test -race -vet=off -timeout 20m -skip '$(HEAVY_NAMES)' $(OTHER)
	@go test -race -vet=off -timeout 20m -skip '$(HEAVY_NAMES)' $(PROPERTY) -args -rapid.seed=$(SEED)
	@go test -vet=off -timeout 20m -run '$(HEAVY_NAMES)' $(filter $(OTHER),$(HEAVY_IN))
	@go test -vet=off -timeout 20m -run '$(HEAVY_NAMES)' $(filter $(PROPERTY),$(HEAVY_IN)) -args -rapid.seed=$(SEED)

.PHONY: test-web
test-web: ## the pages' unit tests
	@if [ -f web/package.json ]; then scripts/setup.sh web && cd web && npm test; else echo "There is no web folder yet."; fi

.PHONY: journeys
journeys: ## the browser journeys, against the real program
	@if [ -d web/journeys ]; then $(MAKE) build && cd web && npm run journeys; else echo "There are no browser journeys yet."; fi

.PHONY: shots
shots: ## the journeys, leaving a screenshot of every page in shots/
	@if [ -d web/journeys ]; then $(MAKE) build && cd web && npm run shots; else echo "There are no browser journeys yet."; fi

.PHONY: lint
lint: ## formatting, vet, staticcheck and the pages' linter
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "Run gofmt -w on:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go tool -modfile=tools/go.mod staticcheck ./...
	@if [ -d web/node_modules ]; then cd web && npm run lint --if-present; fi

.PHONY: format
format: ## write the Go code in gofumpt's stricter form
	go tool -modfile=tools/go.mod gofumpt -w $$(git ls-files '*.go')

.PHONY: prove
prove: ## durability and property tests at their full dose (hours): make prove KILLS=10000 FAULTS=1000
	PLUMBLINE_REQUIRE_POSTGRES=1 PLUMBLINE_KILLS=$(KILLS) PLUMBLINE_CUTS=$(CUTS) PLUMBLINE_CUTS_PG=$(FAULTS) \
		go test -count=1 -timeout 0 -v -run 'Kill|Cut|Mutant' ./internal/store/...
	go test -count=1 -timeout 0 $(PROPERTY) -args -rapid.checks=$(CHECKS)
	$(MAKE) fuzz

# Each fuzz target's seeds and whatever was found with it run in every test; here it looks for more.
FUZZTIME ?= 60s
.PHONY: fuzz
fuzz: ## every fuzz target for a while: make fuzz FUZZTIME=2s
	@for dir in $$(grep -rl --include='*_test.go' '^func Fuzz' $$(go list -f '{{.Dir}}' $(PKG)) | xargs -n 1 dirname | sort -u); do \
		for target in $$(grep -ho '^func Fuzz[A-Za-z0-9]*' $$dir/*_test.go | cut -d' ' -f2); do \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$dir; \
		done; \
	done

.PHONY: bench
bench: ## a benchmark: make bench BENCH=store
	go run ./cmd/bench $(BENCH)

.PHONY: bench-schedule
bench-schedule: ## every public set, continued where it was cut (hours): make bench-schedule INSTANCES=DIR TIME=1s
	go build -o bin/bench ./cmd/bench
	@for set in $(SETS); do bin/bench schedule --format $${set%%/*} --dir $(INSTANCES)/$$set --time $(TIME) --resume bin/$$(echo $$set | tr / -).jsonl --json | tail -n 1; done

.PHONY: clean
clean: ## remove what was built; data stays
	rm -rf bin web/node_modules .tools shots
	find web/dist -mindepth 1 ! -name .gitkeep -delete
