package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sluicehq/sluice/auth"
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
