// Command bench measures a real server over a large catalog beside what bare
// PostgreSQL, or a bare HTTP server over it, does with the same data in the
// same run. It prints a table and, with -json FILE, writes the figures.
//
// The figures that count are ratios: both sides are run in turns, so that
// whatever else the machine does hits both. Run it with "make bench".
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/sluicehq/sluice/server"
)

// settings say what to measure.
type settings struct {
	binary   string
	products int
	runs     int
	only     string
	json     string
	extended bool // the server is this program, with batch types of its own
}

// work is one line of the table.
type work struct {
	name    string
	measure func(context.Context, *stage) (result, error)
	catalog bool // it needs the products
}

var works = []work{
	{"search", measureSearch, true},
	{"page", measurePage, true},
	{"create", measureCreate, true},
	{"rows", measureRows, true},
	{"bulk-edit", measureBulkEdit, true},
	{"preview", measurePreview, true},
	{"importer", measureImporter, true},
	{"execute", measureExecute, true},
	{"memory", measureMemory, false},
	{"file", measureFile, false},
	{"workbook", measureWorkbook, false},
	{"file-memory", measureFileMemory, false},
	{"program", measureProgram, false},
	{"results", measureResults, false},
	{"scaling", measureScaling, false},
	{"chunks", measureChunks, false},
	{"overhead", measureOverhead, false},
	{"events", measureEvents, false},
	{"fairness", measureFairness, false},
	{"operations", measureOperations, false},
	{"requests", measureOperationRequests, false},
	{"bulk", measureBulk, false},
	{"claims", measureClaims, false},
}

func main() {
	server.TuneGC() // the engines that run in this program are to be like those of a server
	if url := os.Getenv(workerVariable); url != "" {
		if err := beWorker(context.Background(), url); err != nil {
			fmt.Fprintln(os.Stderr, "bench worker:", err)
			os.Exit(1)
		}
		return
	}
	if len(os.Args) > 1 && os.Args[1] == extendedCommand {
		if err := beServer(context.Background(), os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, "bench server:", err)
			os.Exit(1)
		}
		return
	}
	var s settings
	flag.StringVar(&s.binary, "binary", "bin/sluice", "the server to measure")
	flag.IntVar(&s.products, "products", 1_000_000, "products in the catalog, and items of the big jobs")
	flag.IntVar(&s.runs, "runs", 5, "runs of each side; the medians count")
	flag.StringVar(&s.only, "only", "", "measure only these, separated by commas: "+strings.Join(names(), ", "))
	flag.StringVar(&s.json, "json", "", "file to write the figures to")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) error {
	st, err := newStage(ctx, s)
	if err != nil {
		return err
	}
	defer st.close()
	results, err := measureAll(ctx, st)
	// What was measured before an error, or Ctrl-C, took long enough to be shown.
	return errors.Join(err, report(results, s))
}

func measureAll(ctx context.Context, st *stage) ([]result, error) {
	chosen := slices.DeleteFunc(slices.Clone(works), func(w work) bool {
		return st.only != "" && !slices.Contains(strings.Split(st.only, ","), w.name)
	})
	if slices.ContainsFunc(chosen, func(w work) bool { return w.catalog }) {
		st.say("filling the catalog with %d products", st.products)
		if err := fill(ctx, st.db, st.products); err != nil {
			return nil, err
		}
	}
	var results []result
	for _, w := range chosen {
		st.say("measuring %s", w.name)
		r, err := w.measure(ctx, st)
		if err != nil {
			return results, fmt.Errorf("measuring %s: %w", w.name, err)
		}
		r.Key = w.name
		results = append(results, r)
	}
	return results, nil
}

func names() []string {
	list := make([]string, len(works))
	for i, w := range works {
		list[i] = w.name
	}
	return list
}
