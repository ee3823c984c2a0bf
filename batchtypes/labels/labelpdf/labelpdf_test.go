package labelpdf

import (
	"bytes"
	"errors"
	"iter"
	"testing"

	"github.com/sluicehq/sluice/model"
)

func TestRenderPrintsEachLabelAsOftenAsAsked(t *testing.T) {
	t.Parallel()
	labels := []Label{
		{Name: "twenty", Quantity: 20},
		{Name: "none", Quantity: 0},
		{Name: "less than none", Quantity: -3},
		{Name: "five", Quantity: 5},
	}
	for _, layout := range Layouts {
		var out bytes.Buffer
		n, err := Render(&out, layout, 0, each(labels...))
		if err != nil || n != 25 {
			t.Fatalf("%s: Render = %d, %v; want 25 labels", layout.Key, n, err)
		}
		places := read(t, layout, out.Bytes())
		if pages := (25 + layout.PerPage() - 1) / layout.PerPage(); len(places) != pages*layout.PerPage() {
			t.Errorf("%s: %d places, want %d pages", layout.Key, len(places), pages)
		}
		for i, place := range places {
			want := []string{"twenty"}
			switch {
			case i >= 25:
				want = nil
			case i >= 20:
				want = []string{"five"}
			}
			if got := place.strings(); len(got) != len(want) || (len(want) > 0 && got[0] != want[0]) {
				t.Errorf("%s: place %d holds %q, want %q", layout.Key, i, got, want)
			}
		}
	}
}

// A sheet that was begun is used up, and only that one.
func TestRenderLeavesUsedLabelsBlank(t *testing.T) {
	t.Parallel()
	sheet := Layouts[0]
	for blank, pages := range map[int]int64{0: 2, 1: 2, 22: 2, 23: 3} {
		var out bytes.Buffer
		n, err := Render(&out, sheet, blank, each(Label{Name: "a", Quantity: 26}))
		if err != nil || n != 26 {
			t.Fatalf("Render = %d, %v", n, err)
		}
		places := read(t, sheet, out.Bytes())
		if got := int64(len(places) / sheet.PerPage()); got != pages || sheet.Pages(blank, 26) != pages {
			t.Errorf("with %d blank there are %d pages, and %d are told; want %d", blank, got, sheet.Pages(blank, 26), pages)
		}
		for i, place := range places {
			if printed := len(place.strings()) > 0; printed != (i >= blank && i < blank+26) {
				t.Errorf("with %d blank, place %d is printed: %t", blank, i, printed)
			}
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	t.Parallel()
	broken := errors.New("the rows ended early")
	tests := map[string]struct {
		labels iter.Seq2[Label, error]
		code   model.Code
		is     error
	}{
		"no label":          {each(), model.CodeInvalid, nil},
		"quantities of 0":   {each(Label{Name: "a"}, Label{Name: "b"}), model.CodeInvalid, nil},
		"too many":          {each(Label{Quantity: MaxLabels}, Label{Quantity: 1}), model.CodeLimit, nil},
		"too many at once":  {each(Label{Quantity: 1 << 62}), model.CodeLimit, nil},
		"a broken sequence": {func(yield func(Label, error) bool) { yield(Label{}, broken) }, model.CodeInternal, broken},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			n, err := Render(&out, Layouts[0], 0, test.labels)
			if model.CodeOf(err) != test.code || (test.is != nil && !errors.Is(err, test.is)) {
				t.Errorf("the error is %v, want %s", err, test.code)
			}
			if n != 0 || out.Len() != 0 {
				t.Errorf("it counted %d labels and wrote %d bytes", n, out.Len())
			}
		})
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestRenderReportsAFailedWrite(t *testing.T) {
	t.Parallel()
	if n, err := Render(fullDisk{}, Layouts[0], 0, each(Label{Quantity: 1})); err == nil || n != 0 {
		t.Errorf("Render = %d, %v; want an error", n, err)
	}
}

func TestLayoutsFitTheirPages(t *testing.T) {
	t.Parallel()
	for _, l := range Layouts {
		found, ok := LayoutByKey(l.Key)
		if !ok || found != l {
			t.Errorf("LayoutByKey(%q) = %v, %t", l.Key, found, ok)
		}
		right := l.Left + float64(l.Columns-1)*l.PitchX + l.Width
		bottom := l.Top + float64(l.Rows-1)*l.PitchY + l.Height
		if right > l.PageWidth || bottom > l.PageHeight || l.Width > l.PitchX || l.Height > l.PitchY {
			t.Errorf("%s: labels overlap or leave the page", l.Key)
		}
	}
	if _, ok := LayoutByKey("no such layout"); ok {
		t.Error("LayoutByKey finds a layout that does not exist")
	}
}

func BenchmarkRender(b *testing.B) {
	for _, layout := range Layouts {
		b.Run(layout.Key, func(b *testing.B) {
			label := Label{Name: "White hanging heart t-light holder", Size: "each", Price: "£2.55", Code: "4006381333931", GTIN: true, Quantity: 1}
			labels := make([]Label, MaxLabels)
			for i := range labels {
				labels[i] = label
			}
			for b.Loop() {
				var out bytes.Buffer
				if _, err := Render(&out, layout, 0, each(labels...)); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.Len())/MaxLabels, "bytes/label")
			}
		})
	}
}
