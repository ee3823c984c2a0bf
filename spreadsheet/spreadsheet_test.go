package spreadsheet_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/spreadsheet"
)

func TestDefuse(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":                        "",
		"plain":                   "plain",
		"a=b":                     "a=b",
		"=1+1":                    "'=1+1",
		"@SUM(A1)":                "'@SUM(A1)",
		"+cmd|' /C calc'!A0":      "'+cmd|' /C calc'!A0",
		"-2+3":                    "'-2+3",
		"\t=1":                    "'\t=1",
		"\r=1":                    "'\r=1",
		"＝1+1":                    "'＝1+1",
		"-3.50":                   "-3.50",
		"+44":                     "+44",
		"-1.234,50":               "-1.234,50",
		"-":                       "'-",
		"--1":                     "'--1",
		"'=already an apostrophe": "'=already an apostrophe",
	}
	for text, want := range tests {
		if got := spreadsheet.Defuse(text); got != want {
			t.Errorf("Defuse(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWriter(t *testing.T) {
	t.Parallel()
	var file strings.Builder
	w := spreadsheet.NewWriter(&file)
	if err := errors.Join(w.Write("code", "=danger"), w.Write("00123", `say "hi", twice`), w.Flush()); err != nil {
		t.Fatal(err)
	}
	if want := "code,'=danger\n00123,\"say \"\"hi\"\", twice\"\n"; file.String() != want {
		t.Errorf("file = %q, want %q", file.String(), want)
	}
}

// full refuses to take anything.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriterTellsErrors(t *testing.T) {
	t.Parallel()
	w := spreadsheet.NewWriter(full{})
	if err := errors.Join(w.Write("a"), w.Flush()); err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("error = %v", err)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	if got, want := spreadsheet.Line([]string{"a", "=b", "c,d"}), `a,=b,"c,d"`; got != want {
		t.Errorf("Line = %q, want %q", got, want)
	}
}
