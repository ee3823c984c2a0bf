package importer_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/importers"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

// memory keeps files for a test.
type memory struct {
	mu    sync.Mutex
	files []string
}

func (m *memory) Read(_ context.Context, id int64) (*model.Upload, io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if id < 1 || id > int64(len(m.files)) {
		return nil, nil, model.NotFound("upload")
	}
	return &model.Upload{ID: id, Name: fmt.Sprintf("file%d.csv", id)}, io.NopCloser(strings.NewReader(m.files[id-1])), nil
}

// keep keeps a file and returns its id.
func (m *memory) keep(text string) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files = append(m.files, text)
	return int64(len(m.files))
}

// kit is what tests of jobs and batches of importers need.
type kit struct {
	*batchtest.Kit
	*importer.Service
	files *memory
}

func newKit(t testing.TB, slots int, more ...importer.Importer) *kit {
	t.Helper()
	return newKitWith(t, slots, importer.ServiceOptions{}, more...)
}

func newKitWith(t testing.TB, slots int, opts importer.ServiceOptions, more ...importer.Importer) *kit {
	t.Helper()
	opts.ChunkSize = 3
	registry, err := importer.NewRegistry(append(importers.All(nil), more...)...)
	if err != nil {
		t.Fatal(err)
	}
	k := &kit{files: &memory{}}
	k.Kit = batchtest.NewWith(t, batchtest.Options{
		Slots: slots, Applications: []job.Application{importer.NewApplication(registry, k.files)},
	}, importer.NewBatchType(registry, k.files))
	k.Service = importer.NewService(k.DB, registry, k.files, k.Jobs, k.Batches, opts)
	return k
}

// importFile runs an importer on a text and waits until the job has ended.
func (k *kit) importFile(t testing.TB, key, text string, change ...func(*importer.Request)) (*model.Job, *importer.Report) {
	t.Helper()
	in := importer.RunInput{Request: importer.Request{Importer: key}}
	if text != "" {
		in.UploadID = k.files.keep(text)
	}
	for _, c := range change {
		c(&in.Request)
	}
	j, err := k.Run(k.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	k.Wait(t, j.ID)
	j = k.Kit.Kit.Get(t, j.ID)
	report, err := k.Report(k.Ctx, j)
	if err != nil {
		t.Fatal(err)
	}
	return j, report
}

// compare makes a batch of a text and waits until it is open.
func (k *kit) compare(t testing.TB, key, text string, change ...func(*importer.BatchInput)) *model.Batch {
	t.Helper()
	in := importer.BatchInput{Request: importer.Request{Importer: key}}
	if text != "" {
		in.UploadID = k.files.keep(text)
	}
	for _, c := range change {
		c(&in)
	}
	b, err := k.CreateBatch(k.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	if end := k.Wait(t, *b.PopulationJobID); end.State != model.JobFinished {
		t.Fatalf("population ended %s: %s", end.State, *k.Kit.Kit.Get(t, *b.PopulationJobID).Error)
	}
	return k.Get(t, b.ID)
}

// show renders rows as "status key | changes | column=value …".
func show(rows []*batch.Row, columns ...string) []string {
	list := make([]string, len(rows))
	for i, r := range rows {
		text := r.Status
		if r.Outcome != nil {
			text += "/" + string(*r.Outcome)
		}
		for _, c := range columns {
			text += fmt.Sprintf(" %v", value(r.Values[c]))
		}
		list[i] = text
	}
	return list
}

func value(v any) any {
	switch v := v.(type) {
	case nil:
		return "-"
	case string:
		return fmt.Sprintf("%q", v)
	}
	return v
}

// missing turns deleting on.
func missing(in *importer.BatchInput) { in.DeleteMissing = true }
