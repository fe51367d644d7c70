# Passalong. `make run` and `make test` work from a clean clone on Debian or Ubuntu with Go and git:
# they install what is missing first (scripts/setup says what, and asks for sudo only if it must).
SHELL := /bin/bash
.DEFAULT_GOAL := help

# One set of flags for every build and test, so that the slow cgo packages compile once. no_animations: a cursor
# that fades keeps a tenth of an old processor busy.
export GOFLAGS := -trimpath -tags=x11,no_animations -buildvcs=false
RELEASE := -tags=x11,no_animations,migrated_fynedo -buildvcs=true -ldflags='-s -w'

# A line for each package; what failed, and what was skipped and why, at the end.
TEST := go tool gotestsum --format pkgname -- -timeout 20m

.PHONY: help run build release test check cross race fuzz bench tour pictures ready notices clean setup-run setup-test setup-bench

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup-run:
	@scripts/setup run

setup-test:
	@scripts/setup test

setup-bench:
	@scripts/setup bench

run: ## install what is missing, build and open the app
	@if [ -n "$$DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
		$(MAKE) --no-print-directory setup-run build && exec bin/passalong; \
	else \
		echo "No display here, so this runs the tour of the app on a virtual display instead."; \
		$(MAKE) --no-print-directory tour; \
	fi

build: ## build bin/passalong and bin/pal
	@mkdir -p bin
	go build -o bin/ ./cmd/passalong
	CGO_ENABLED=0 go build -o bin/ ./cmd/pal

release: setup-run ## build the programs as they are shipped, into dist/
	@mkdir -p dist
	go build $(RELEASE) -o dist/ ./cmd/passalong
	CGO_ENABLED=0 go build $(RELEASE) -o dist/ ./cmd/pal

test: setup-test ## install what is missing, check and run every test
	@$(MAKE) --no-print-directory check race

check: ## formatting, vet, staticcheck, and the bundled library
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "not formatted (gofmt -w):"; echo "$$out"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	CGO_ENABLED=0 go run ./cmd/pal check modules

cross: ## compile and vet for other systems what needs no C compiler
	@# The window itself needs one, so it is compiled on the system that it is for.
	@for system in windows/amd64 darwin/arm64 linux/arm64; do \
		export CGO_ENABLED=0 GOOS=$${system%/*} GOARCH=$${system#*/}; \
		echo "$$system"; go build -o /dev/null ./cmd/pal && go vet ./cmd/pal $$(go list ./internal/... | grep -v /internal/ui) || exit 1; \
	done

race: build ## every test, with the race detector where it is not too slow
	@# Making machine code of Typst and PDFium takes minutes under the detector. This run leaves it for the next.
	$(TEST) ./internal/typst ./internal/preview
	@# Packages without tests are left out: cmd/passalong would compile OpenGL's bindings once more, with -race.
	$(TEST) -race $$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./... | grep -v /e2e)
	@# Last and alone, because a window that has to wait for the processor is not what a person meets. These ask the
	@# Go tool, so that their last result says nothing.
	$(TEST) -count=1 . ./scripts/... ./e2e/...

FUZZTIME := 60s
fuzz: ## fuzz whatever reads what comes from elsewhere: manifest, keys, pack, loader; a minute each
	@# Go fuzzes one target at a time.
	@for target in manifest:FuzzParse signature:FuzzParseKeySet signature:FuzzSigned packfile:FuzzArchive bundle:FuzzPack \
		content:FuzzLoad content:FuzzPlainYAML picture:FuzzPlainSVG; do \
		echo "$$target"; \
		go test ./internal/$${target%:*} -run '^$$' -fuzz "^$${target#*:}$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x || exit 1; \
	done

bench: setup-bench build ## ratios against an empty window, and how long the work takes
	go run ./e2e/bench

tour: setup-test build ## walk through the app in a real window; pictures and the PDFs land in dist/tour
	go run ./e2e/tour -out dist/tour

pictures: setup-test ## make docs/images/handouts anew, with the commands that docs/handouts.md shows
	go run ./scripts/pictures

ready: ## make the sheets anew that come with the program, after templates, fonts or handouts have changed
	go test ./internal/app -count=1 -run SheetsThatComeWithTheProgram -v -args -write-ready="$(CURDIR)/ready/prints"

notices: ## write NOTICE.md anew: whose work is in the programs
	go run ./scripts/notices >NOTICE.md.new && mv NOTICE.md.new NOTICE.md

clean: ## remove what was built
	rm -rf bin dist
