package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

// result is one line of the table.
type result struct {
	Key      string    `json:"key"`
	Work     string    `json:"work"`
	Beside   string    `json:"beside"`
	Ours     []float64 `json:"ours"`   // of each run, in Unit
	Theirs   []float64 `json:"theirs"` // likewise
	Unit     string    `json:"unit"`
	Figure   float64   `json:"figure"` // the ratio that counts, or the one figure there is
	MustText string    `json:"must"`
	Goal     string    `json:"goal"`
	Reached  bool      `json:"reached"` // what must be reached
}

func report(results []result, s settings) error {
	fmt.Printf("\n%d products, medians of %d runs, %d CPUs\n\n", s.products, s.runs, runtime.NumCPU())
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "work\tSluice\tbeside\t\tfigure\tmust reach\tgoal\t")
	for _, r := range results {
		verdict := "reached"
		if !r.Reached {
			verdict = "MISSED"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.2f\t%s\t%s\t%s\n",
			r.Work, quantity(r.Ours, r.Unit), r.Beside, quantity(r.Theirs, r.Unit), r.Figure, r.MustText, r.Goal, verdict)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if s.json == "" {
		return nil
	}
	raw, err := json.MarshalIndent(map[string]any{
		"products": s.products, "runs": s.runs, "cpus": runtime.NumCPU(), "time": time.Now().UTC(), "results": results,
	}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(s.json, append(raw, '\n'), 0o644)
}

func quantity(values []float64, unit string) string {
	if len(values) == 0 {
		return ""
	}
	return fmt.Sprintf("%.4g %s", median(values), unit)
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}

// ratios divides run by run, as both sides of a run had the same machine.
func ratios(above, below []float64) float64 {
	list := make([]float64, len(above))
	for i := range above {
		list[i] = above[i] / below[i]
	}
	return median(list)
}
