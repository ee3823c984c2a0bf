//go:build unix

package crashtest

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// TestAFileOutlivesKillsWhileItIsRead kills the server in the midst of a batch's
// file, several times: in the end each line has made one row.
func TestAFileOutlivesKillsWhileItIsRead(t *testing.T) {
	t.Parallel()
	const lines, kills = 200_000, 3
	s := newSite(t)
	text := "sku\n" + strings.Repeat("A-1\n", lines)
	var created struct {
		CreateBatchFromUpload struct {
			Batch struct {
				ID            string
				PopulationJob struct{ ID string }
			}
		}
	}
	s.client.ask(t, `mutation($id: ID!) {
		createBatchFromUpload(input: {type: "labels", uploadId: $id, parameters: {quantity: 1, layout: "sheet_3x8"}}) {
			batch { id populationJob { id } }
		}
	}`, map[string]any{"id": s.client.upload(t, text)}, &created)
	batch := created.CreateBatchFromUpload.Batch
	job := key(t, "Job", batch.PopulationJob.ID)

	// Nobody can write down that the file has been read before the last kill.
	open := holdBatch(t, s, key(t, "Batch", batch.ID))
	for range kills {
		poll(t, func() bool {
			var reads bool
			err := s.db.QueryRow(t.Context(), "SELECT activity LIKE 'Reading the file%' FROM job WHERE id = $1", job).Scan(&reads)
			return err == nil && reads
		}, func() string { return "the file is not read: " + look(t, s.db, job, s.server.pid()).String() })
		s.strike(t, serverDies)
		s.start(t)
		if _, err := s.db.Exec(t.Context(), "UPDATE job SET activity = '' WHERE id = $1", job); err != nil {
			t.Fatal(err)
		}
	}
	open()
	awaitFinish(t, s.db, job)
	if state := s.client.state(t, batch.ID); state != "OPEN" {
		t.Errorf("the batch is %s", state)
	}
	var rows, distinct int
	err := s.db.QueryRow(t.Context(), "SELECT count(*), count(DISTINCT source_line) FROM batch.label_row").Scan(&rows, &distinct)
	if err != nil || rows != lines || distinct != lines {
		t.Errorf("%d rows of %d lines, want %d (%v)", rows, distinct, lines, err)
	}
}

// holdBatch locks a batch until it is told to let it go.
func holdBatch(t *testing.T, s *site, id int64) (open func()) {
	t.Helper()
	tx, err := connect(t, s.db.Config().ConnString()).Begin(t.Context())
	if err == nil {
		_, err = tx.Exec(t.Context(), "SELECT FROM batch WHERE id = $1 FOR UPDATE", id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// upload sends a file in one piece and returns the id of the upload.
func (c client) upload(t *testing.T, content string) string {
	t.Helper()
	location := c.beginUpload(t, len(content))
	r := c.tusRequest(t, http.MethodPatch, location, content)
	r.Header.Set("Upload-Offset", strconv.Itoa(0))
	r.Header.Set("Content-Type", "application/offset+octet-stream")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	id := answer.Header.Get("Upload-Id")
	if id == "" {
		t.Fatalf("the file was not kept: %s", answer.Status)
	}
	return id
}
