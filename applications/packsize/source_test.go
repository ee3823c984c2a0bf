package packsize

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestBadSources(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	for text, want := range map[string]string{
		"":                                     "Write products",
		"product":                              "Write products",
		"lines:5":                              "Write products",
		"products:":                            "Give a condition",
		"products:department":                  "Give the department by its number.",
		"products:department=dairy":            "Give the department by its number.",
		"products:brand=-1":                    "Give the brand by its number.",
		"products:vendor=99999999999999999999": "Give the vendor by its number.",
		"products:active=yes":                  "active=true or active=false",
		"products:search=":                     "Give the words",
		"products:search=" + strings.Repeat("a ", 11): "at most 10 words",
		"products:active=true,active=true":            "active is there twice",
		"products:price=5":                            "unknown condition",
		"products:active=true,":                       "",
		"batch:":                                      "Give the batch by its number.",
		"batch:x":                                     "Give the batch by its number.",
	} {
		_, err := kit.Jobs.CreateJob(kit.Ctx, job.Spec{Application: Name, Name: "Test", Source: text, Partitioning: "size_50"})
		var known *model.Error
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", text, err)
		case want != "" && (!errors.As(err, &known) || known.Code != model.CodeInvalid || known.Field != "source" || !strings.Contains(known.Message, want)):
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestConditions(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	department := pgtest.Department(t, kit.DB)
	for i := range 4 {
		pgtest.Product(t, kit.DB, func(p *model.Product) {
			p.SKU, p.Description = sku(i+1), fmt.Sprintf("SET OF %d, RED AND BLUE", i+1)
			p.Active = i%2 == 0
			if i < 3 {
				p.DepartmentID = &department.ID
			}
		})
	}
	for source, want := range map[string][]string{
		"products": {"P1", "P2", "P3", "P4"},
		fmt.Sprintf("products:department=%d", department.ID):                  {"P1", "P2", "P3"},
		fmt.Sprintf("products: department = %d , active=true", department.ID): {"P1", "P3"},
		"products:search=4, red":                                              {"P4"},
		"products:active=false,search=set 2":                                  {"P2"},
		"products:vendor=1":                                                   nil,
	} {
		j, _ := kit.Run(t, job.Spec{Application: Name, Source: source, Partitioning: "size_2"})
		checkRead(t, kit, j, want)
	}
}

// checkRead fails the test unless the job has read the products.
func checkRead(t *testing.T, kit *jobtest.Kit, j *model.Job, want []string) {
	t.Helper()
	var got []string
	for sku := range results(t, kit, j.ID) {
		got = append(got, sku)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || *j.TotalItems != int64(len(want)) {
		t.Errorf("%s has %d items (-want +got):\n%s", j.Source, *j.TotalItems, diff)
	}
}

// TestSourceThatChanges has products leave a source after it was cut.
func TestSourceThatChanges(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	addProducts(t, kit.DB, "SET OF 4", "SET OF 5", "SET OF 6", "SET OF 7")
	var jobs []*model.Job
	for _, partitioning := range []string{"size_2", "every_2"} {
		jobs = append(jobs, kit.Create(t, job.Spec{Application: Name, Source: "products:active=true", Partitioning: partitioning}))
	}
	_, err := kit.DB.Pool.Exec(t.Context(), "DELETE FROM product WHERE sku = 'P1'; UPDATE product SET active = false WHERE sku = 'P2'")
	if err != nil {
		t.Fatal(err)
	}
	// Ranges are looked at anew, listed products are those that were there.
	for i, want := range []int{2, 3} {
		if _, err := kit.Jobs.StartJob(kit.Ctx, jobs[i].ID); err != nil {
			t.Fatal(err)
		}
		end := kit.Wait(t, jobs[i].ID)
		if got := len(results(t, kit, jobs[i].ID)); end.State != model.JobFinished || got != want || end.ItemsDone != int64(got) {
			t.Errorf("%s: %d results, %+v", jobs[i].Partitioning, got, end)
		}
	}
}

func TestBatchAsSource(t *testing.T) {
	t.Parallel()
	types, err := batch.NewRegistry(labels.Handler{})
	if err != nil {
		t.Fatal(err)
	}
	kit := jobtest.New(t, append(batch.Applications(types), New(types))...)
	batches := batch.NewService(kit.DB, kit.Jobs, types, batch.Options{})
	addProducts(t, kit.DB, "SET OF 4", "SET OF 5", "SET OF 6")
	search := "SET"
	b, err := batches.CreateFromQuery(kit.Ctx, batch.FromQuery{
		Draft: batch.Draft{Type: "labels", Parameters: map[string]any{"quantity": 1, "layout": "sheet_3x8"}},
		Where: &catalog.Filter{Search: &search},
	})
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PopulationJobID)
	page, err := batches.Rows(kit.Ctx, b, batch.RowQuery{First: 3})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := batches.RemoveRows(kit.Ctx, b.ID, []model.ID{page.Nodes()[1].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{fmt.Sprintf("batch:%d", b.ID), "batch:" + model.BatchNumber(b.ID)} {
		j, _ := kit.Run(t, job.Spec{Application: Name, Source: source, Partitioning: "size_2"})
		checkRead(t, kit, j, []string{"P1", "P3"})
	}
	checkPermissions(t, kit, fmt.Sprintf("batch:%d", b.ID))
}

// checkPermissions fails the test unless a source is for those who may see what
// is in it.
func checkPermissions(t *testing.T, kit *jobtest.Kit, ofBatch string) {
	t.Helper()
	for _, tt := range []struct {
		source  string
		granted []string
		want    model.Code
	}{
		{"products", []string{"product.view"}, ""},
		{"products", nil, model.CodeForbidden},
		{ofBatch, []string{"product.view", "batch.labels.view"}, ""},
		{ofBatch, []string{"batch.labels.view"}, model.CodeForbidden},
		{ofBatch, []string{"product.view"}, model.CodeForbidden},
		{"batch:999", []string{"product.view", "batch.labels.view"}, model.CodeInvalid},
	} {
		viewer := auth.NewViewer(kit.Viewer.UserID, "ann", "Ann", append(tt.granted, "job.packsize.create")...)
		_, err := kit.Jobs.CreateJob(auth.WithViewer(t.Context(), viewer), job.Spec{
			Application: Name, Name: "Test", Source: tt.source, Partitioning: "size_50",
		})
		if model.CodeOf(err) != tt.want {
			t.Errorf("%s with %v: %v, want %q", tt.source, tt.granted, err, tt.want)
		}
	}
}
