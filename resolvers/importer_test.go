package resolvers_test

import (
	"strings"
	"testing"

	"github.com/sluicehq/sluice/model"
)

const importedFile = "StockCode;Description;Dept;Price\n00042;Apple;Fruit;0,50\nB-2;Butter;Dairy;2,10\nB-3;Bread;;free\nB-2;Again;;1\n"

// upload keeps a file for the user of a client, who is the first that was made.
func (a *api) keepFile(t *testing.T, text string) {
	t.Helper()
	if _, err := a.Files.Create(a.Ctx, "products.csv", "text/csv", strings.NewReader(text), 1<<20); err != nil {
		t.Fatal(err)
	}
}

func TestImporters(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.keepFile(t, importedFile)
	ann := a.user(t, "ann", "product.view", "upload.view", "importer.*", "batch.importer.*", "job.*")
	ann.golden(t, "importers/list")
	ann.golden(t, "importers/create_batch")
	a.Wait(t, 1)
	ann.golden(t, "importers/batch")
	ann.golden(t, "importers/preview")
	ann.golden(t, "importers/run")
	a.Wait(t, 2)
	ann.golden(t, "importers/report")
	ann.golden(t, "importers/bad")
}

func TestPermissionsOnImporters(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.keepFile(t, importedFile)
	const run = `mutation { runImporter(input: {importer: "products", uploadId: "VXBsb2FkOjE"}) { job { id } } }`
	const create = `mutation { createBatchFromImporter(input: {importer: "products", uploadId: "VXBsb2FkOjE"}) { batch { id } } }`
	const preview = `{ previewImporter(input: {importer: "products", uploadId: "VXBsb2FkOjE"}) { report { lines } } }`
	const list = `{ importers { key runnable batchable } }`
	for _, tt := range []struct {
		login       string
		permissions []string
		request     string
		want        model.Code
	}{
		{"anna", []string{"product.view"}, list, model.CodeForbidden},
		{"bill", []string{"importer.vendors.run"}, list, ""},
		{"cora", []string{"importer.vendors.run", "upload.view"}, run, model.CodeForbidden},
		{"dora", []string{"importer.products.run"}, run, model.CodeNotFound}, // of somebody else's file
		{"emma", []string{"importer.products.run", "upload.view", "job.*"}, run, ""},
		{"ines", []string{"importer.vendors.run", "batch.importer.*", "upload.view"}, preview, model.CodeForbidden},
		{"jack", []string{"importer.products.run"}, preview, model.CodeNotFound}, // of somebody else's file
		{"kate", []string{"importer.products.run", "upload.view"}, preview, ""},
		{"fred", []string{"importer.products.run", "upload.view"}, create, model.CodeForbidden},
		{"gina", []string{"batch.importer.*", "upload.view"}, create, ""},
		{"hank", []string{"batch.importer.*"}, create, model.CodeNotFound},
	} {
		answer := a.user(t, tt.login, tt.permissions...).do(t, tt.request, "")
		if got := answer.code(); got != string(tt.want) {
			t.Errorf("%s with %v: got %q, want %q", tt.request, tt.permissions, got, tt.want)
		}
	}
}
