# Needs Go, Node and make; installs the rest itself, inside this directory.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # the checks of `make test` run one after the other, in the order written

# npm writes this file when an installation is complete.
NODE_MODULES := node_modules/.package-lock.json
SPA          := frontend/dist/index.html
SPA_SOURCES  := $(shell find frontend -path frontend/dist -prune -o -type f -print 2>/dev/null)
LINTER       := bin/golangci-lint

# The packages in which goroutines share state. They are tested with the race
# detector, which needs a C compiler; where there is none, like the others.
CONCURRENT := ./dag/... ./event/... ./job/...
RACE = $(shell [ "$$(go env CGO_ENABLED)" = 1 ] && command -v "$$(go env CC)" >/dev/null && echo -race)

heading = @printf '\n\033[1m== %s\033[0m\n' "$(1)"

##@ Use

.PHONY: run
run: build ## Build, start everything and print a sign-in link
	@exec bin/sluice serve --seed

.PHONY: dev
dev: build ## Like run, with the SPA reloading as you edit it
	@tools/dev.sh

.PHONY: build
build: $(SPA) ## Build the SPA and the server into bin/
	@go build -o bin/sluice ./cmd/sluice

##@ Check

.PHONY: test
test: check-generated check-tidy lint test-go test-spa test-e2e ## Check everything that CI checks
	@printf '\n\033[1mAll checks passed.\033[0m\n'

.PHONY: check-generated
check-generated: $(NODE_MODULES)
	$(call heading,Generated code is current)
	@tools/check-generated.sh

.PHONY: check-tidy
check-tidy:
	$(call heading,go.mod is tidy)
	@go mod tidy -diff

.PHONY: lint
lint: $(NODE_MODULES) $(LINTER) ## Check style, types and the directions of imports
	$(call heading,Lint: Go)
	@$(LINTER) run --allow-serial-runners
	$(call heading,Lint: SPA)
	@npm run --silent lint
	@npm run --silent typecheck

.PHONY: test-go
test-go: $(NODE_MODULES) ## Test the Go packages on a real PostgreSQL
	$(call heading,Test: Go)
	@go test $(RACE) $(CONCURRENT)
	@go test $$(go list ./... | grep -vxF "$$(go list $(CONCURRENT))")

.PHONY: test-spa
test-spa: $(NODE_MODULES) ## Test the SPA's modules
	$(call heading,Test: SPA)
	@npm run --silent test

.PHONY: test-e2e
test-e2e: build ## Test the whole with real clients and a real browser
	$(call heading,Test: the whole with real clients and a real browser)
	@npm run --silent e2e

.PHONY: bench
bench: build ## Measure speed and memory
	@go run ./bench

##@ Edit

.PHONY: fmt
fmt: $(NODE_MODULES) $(LINTER) ## Format all code
	@$(LINTER) fmt
	@npm run --silent fmt

.PHONY: generate
generate: $(NODE_MODULES) ## Write the generated code anew
	@go generate ./...
	@npm run --silent generate

.PHONY: clean
clean: ## Delete what was built and installed; keep the data
	@rm -rf bin node_modules frontend/dist

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@ / {printf "\n\033[1m%s\033[0m\n", substr($$0, 5)} \
	  /^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(NODE_MODULES): package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(SPA): $(NODE_MODULES) $(SPA_SOURCES)
	npm run --silent build -- --logLevel warn

$(LINTER): tools/go.mod tools/go.sum
	@echo 'Building golangci-lint (a minute or two, once)'
	@go build -C tools -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
