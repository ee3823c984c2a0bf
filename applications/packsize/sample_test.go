package packsize

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
)

// judgment is what a person read in a description.
type judgment struct {
	description string
	verdict     Verdict
	result      Result
}

// agreement compares the parser with a person.
type agreement struct {
	total, found, right, stored int
	// stated: the person found something.
	stated int
	// withheld: the person found something, and the parser asks a person.
	withheld int
}

// The thresholds follow from who pays for a mistake. A wrong result is written
// to a product and nobody looks at it again: at most 1 in 50, and the fair
// sample, with some 20 results, allows none. A result that is missed costs a
// person a glance at an exception, or leaves a product as it was: 1 in 10.
func TestSamplesAgree(t *testing.T) {
	t.Parallel()
	for _, sample := range []struct {
		file string
		size int
	}{{"sample.csv", 200}, {"numbered.csv", 150}} {
		t.Run(sample.file, func(t *testing.T) {
			t.Parallel()
			judged := readJudgments(t, "testdata/"+sample.file)
			if len(judged) != sample.size {
				t.Fatalf("%d judgments, want %d", len(judged), sample.size)
			}
			a := compare(t, judged)
			precision, recall := ratio(a.right, a.found), ratio(a.right, a.stated)
			t.Logf("precision %.3f (%d of %d), recall %.3f (%d of %d), ambiguous %.3f (%d of %d; %d of them a person could read)",
				precision, a.right, a.found, recall, a.right, a.stated,
				ratio(a.stored, a.total), a.stored, a.total, a.withheld)
			if precision < 0.98 {
				t.Errorf("precision %.3f is below 0.98", precision)
			}
			if recall < 0.90 {
				t.Errorf("recall %.3f is below 0.90", recall)
			}
		})
	}
}

func compare(t *testing.T, judged []judgment) agreement {
	t.Helper()
	a := agreement{total: len(judged)}
	for _, j := range judged {
		got := Parse(j.description)
		if j.verdict == Found {
			a.stated++
		}
		switch got.Verdict {
		case Ambiguous:
			a.stored++
			if j.verdict == Found {
				a.withheld++
			}
		case Found:
			a.found++
			if j.verdict == Found && got.Result.Equal(j.result) {
				a.right++
			}
		}
		if got.Verdict != j.verdict || !got.Result.Equal(j.result) && j.verdict == Found {
			t.Logf("%q: %s %s %v; a person: %s %s", j.description,
				got.Verdict, got.Result, got.Reasons, j.verdict, j.result)
		}
	}
	return a
}

func ratio(part, whole int) float64 { return float64(part) / float64(whole) }

func readJudgments(t testing.TB, path string) []judgment {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var judged []judgment
	for _, r := range records[1:] {
		judged = append(judged, judgment{
			description: r[0],
			verdict:     Verdict(r[4]),
			result:      Result{Count: wholeOrZero(t, r[1]), Size: decimalOrZero(t, r[2]), Unit: Unit(r[3])},
		})
	}
	return judged
}

func wholeOrZero(t testing.TB, text string) int {
	t.Helper()
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func decimalOrZero(t testing.TB, text string) decimal.Decimal {
	t.Helper()
	if text == "" {
		return decimal.Decimal{}
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
