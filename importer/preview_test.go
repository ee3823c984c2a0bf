package importer_test

import (
	"context"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/model"
)

func TestPreviewTellsWhatARunDoes(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "vendors", "name\nNorth\nSouth\n")
	k.Exec(t, "INSERT INTO product (sku, description, vendor_id) SELECT '1', 'x', id FROM vendor WHERE name = 'South'")
	in := importer.Request{Importer: "vendors", UploadID: k.files.keep("name\nEast\nEast\n"), DeleteMissing: true}
	before := k.Select(t, "SELECT name FROM vendor ORDER BY name")

	preview, err := k.Preview(k.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	wantRejects := []*importer.Reject{{Line: 3, Column: "name", Reason: "The name is on line 2 already.", Original: "East"}}
	if diff := cmp.Diff(wantRejects, preview.Rejects); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, k.Select(t, "SELECT name FROM vendor ORDER BY name")); diff != "" {
		t.Errorf("it has written: %s", diff)
	}
	_, done := k.importFile(t, "", "", func(r *importer.Request) { *r = in })
	if diff := cmp.Diff(*done, preview.Report, cmpopts.IgnoreFields(importer.Report{}, "Bad", "LastLine")); diff != "" {
		t.Errorf("previewed was something else (-done +previewed):\n%s", diff)
	}
	if done.Created != 1 || done.Deleted != 1 || done.Kept != 1 || done.Rejected != 1 {
		t.Errorf("done: %+v", done)
	}
}

func TestPreviewOfMuchThatIsBad(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	in := importer.Request{Importer: "vendors", UploadID: k.files.keep("name\n" + strings.Repeat("North\n", 100))}
	preview, err := k.Preview(k.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	if len(preview.Rejects) != 20 || preview.Report.Rejected != 99 {
		t.Errorf("%d of %d rejects", len(preview.Rejects), preview.Report.Rejected)
	}
}

// A source that never ends is given up; what was read of it is gone.
func TestPreviewEndsInTime(t *testing.T) {
	t.Parallel()
	endless := certificates()
	endless.Source.Read = func(ctx context.Context, _ form.Values) iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			if yield([]string{"S", "1", "", "2026-11-28", "1"}, nil) {
				<-ctx.Done()
				yield(nil, ctx.Err())
			}
		}
	}
	k := newKitWith(t, 2, importer.ServiceOptions{PreviewTime: time.Second}, endless)
	k.Exec(t, certificateTable)
	in := importer.Request{Importer: "certificates", Parameters: map[string]any{"day": "x"}}
	if _, err := k.Preview(k.Ctx, in); model.CodeOf(err) != model.CodeLimit {
		t.Errorf("an endless source: %v", err)
	}
	in = importer.Request{Importer: "vendors", UploadID: k.files.keep("name\nEast\n")}
	if preview, err := k.Preview(k.Ctx, in); err != nil || preview.Report.Created != 1 {
		t.Errorf("the next one: %+v, %v", preview, err)
	}
}

func TestPreviewIsForThoseWhoMayRun(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	in := importer.Request{Importer: "vendors", UploadID: k.files.keep("name\nEast\n")}
	as := func(permission string) error {
		_, err := k.Preview(auth.WithViewer(k.Ctx, auth.NewViewer(1, "", "", permission)), in)
		return err
	}
	if err := as("importer.products.run"); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("may run another importer: %v", err)
	}
	if err := as(importer.ToRun("vendors")); err != nil {
		t.Error(err)
	}
}

func TestExportOfRejects(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	j, report := k.importFile(t, "vendors", "name\n"+strings.Repeat("=North\n", 502))
	var text strings.Builder
	if err := k.ExportRejects(k.Ctx, &text, j.ID); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	if report.Rejected != 501 || len(lines) != 502 {
		t.Fatalf("%d lines for %d rejects", len(lines), report.Rejected)
	}
	if want := "503,name,The name is on line 2 already.,'=North"; lines[501] != want {
		t.Errorf("the last one is %q, want %q", lines[501], want)
	}
	stranger := auth.WithViewer(k.Ctx, auth.NewViewer(1, "", "", "product.view"))
	if err := k.ExportRejects(stranger, &text, j.ID); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("a stranger: %v", err)
	}
}
