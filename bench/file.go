package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// xlsxLines is the number of lines of the workbook.
const xlsxLines = 100_000

// fileStage starts a server that knows the batch type of files, over a catalog
// of so many products.
func fileStage(ctx context.Context, s settings, products int) (*stage, error) {
	s.extended = true
	st, err := newStage(ctx, s)
	if err != nil {
		return nil, err
	}
	if _, err = st.exec(ctx, lineTable); err == nil && products > 0 {
		err = fill(ctx, st.db, products)
	}
	if err != nil {
		st.close()
		return nil, err
	}
	return st, nil
}

// measureFile uploads a CSV of as many lines as there are products, up to the
// moment the last row can be read. Beside it, the same text goes into an equal
// table by COPY FROM STDIN, which is what psql's \copy does.
func measureFile(ctx context.Context, main *stage) (result, error) {
	r := result{
		Work: "a CSV of as many lines as products, 12 columns, uploaded and reviewed", Beside: "\\copy into an equal table", Unit: "s",
		MustText: "≥ 0.4", Goal: "1.0",
	}
	st, err := fileStage(ctx, main.settings, main.products)
	if err != nil {
		return r, err
	}
	defer st.close()
	path := filepath.Join(st.dir, "lines.csv")
	if err := writeCSV(path, st.products); err != nil {
		return r, err
	}
	err = st.inTurns(ctx, &r,
		func(ctx context.Context) (time.Duration, error) { return st.copyFile(ctx, path) },
		func(ctx context.Context) (time.Duration, error) { return st.createFromFile(ctx, path, st.products) })
	if err != nil {
		return r, err
	}
	r.Figure = ratios(r.Theirs, r.Ours)
	r.Reached = r.Figure >= 0.4
	return r, nil
}

// measureWorkbook uploads an XLSX file, up to the moment the last row can be read.
func measureWorkbook(ctx context.Context, main *stage) (result, error) {
	r := result{Work: "an XLSX of 100,000 lines, 12 columns, uploaded and reviewed", Unit: "rows/s", MustText: "≥ 50,000", Goal: "150,000"}
	st, err := fileStage(ctx, main.settings, main.products)
	if err != nil {
		return r, err
	}
	defer st.close()
	path := filepath.Join(st.dir, "lines.xlsx")
	if err := writeXLSX(path, xlsxLines); err != nil {
		return r, err
	}
	for range st.runs {
		took, err := st.createFromFile(ctx, path, xlsxLines)
		if err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, xlsxLines/took.Seconds())
		st.say("  %.1f s", took.Seconds())
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure >= 50_000
	return r, nil
}

// measureFileMemory compares what the server takes for a file of ten times as
// many lines as products with what it takes for one of 10,000 lines.
func measureFileMemory(ctx context.Context, main *stage) (result, error) {
	r := result{
		Work: "peak memory of the server, CSV of ten times as many lines as products", Beside: "CSV of 10,000 lines", Unit: "MB",
		MustText: "≤ 1.5", Goal: "1.1",
	}
	for _, side := range []struct {
		lines int
		into  *[]float64
	}{{10_000, &r.Theirs}, {10 * main.products, &r.Ours}} {
		peak, err := peakOfFile(ctx, main.settings, side.lines)
		if err != nil {
			return r, err
		}
		*side.into = append(*side.into, peak)
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure <= 1.5
	return r, nil
}

func peakOfFile(ctx context.Context, s settings, lines int) (float64, error) {
	st, err := fileStage(ctx, s, 0)
	if err != nil {
		return 0, err
	}
	defer st.close()
	path := filepath.Join(st.dir, "lines.csv")
	if err := writeCSV(path, lines); err != nil {
		return 0, err
	}
	took, err := st.createFromFile(ctx, path, lines)
	if err != nil {
		return 0, err
	}
	peak, err := st.peakMemory()
	st.say("  %d lines in %.1f s, %.0f MB", lines, took.Seconds(), peak)
	return peak, err
}

// copyFile copies a CSV into a table like that of the rows.
func (st *stage) copyFile(ctx context.Context, path string) (time.Duration, error) {
	for _, sql := range []string{
		"DROP TABLE IF EXISTS bare_line", "CREATE TABLE bare_line (LIKE batch.bench_row INCLUDING ALL)",
		"ALTER TABLE bare_line ALTER batch_id SET DEFAULT 1, ALTER status SET DEFAULT 'ok', ALTER sequence ADD GENERATED ALWAYS AS IDENTITY",
	} {
		if _, err := st.exec(ctx, sql); err != nil {
			return 0, err
		}
	}
	if err := st.settle(ctx); err != nil {
		return 0, err
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	conn, err := st.db.Acquire(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Release()
	start := time.Now()
	_, err = conn.Conn().PgConn().CopyFrom(ctx, file, "COPY bare_line ("+lineColumns+") FROM STDIN (FORMAT csv, HEADER)")
	return time.Since(start), err
}

// createFromFile uploads a file by the protocol tus, makes a batch of its lines,
// and returns how long it took until the last row could be read. The batch before
// is forgotten.
func (st *stage) createFromFile(ctx context.Context, path string, lines int) (time.Duration, error) {
	if st.batch != "" {
		if err := st.api.do(ctx, `mutation ($id: ID!) { deleteBatch(input: {id: $id}) { deletedId } }`,
			map[string]any{"id": st.batch}, nil); err != nil {
			return 0, err
		}
	}
	if err := st.settle(ctx, "batch.bench_row"); err != nil {
		return 0, err
	}
	start := time.Now()
	upload, err := st.api.upload(ctx, path)
	if err != nil {
		return 0, err
	}
	var created struct {
		CreateBatchFromUpload struct{ Batch struct{ ID string } }
	}
	err = st.api.do(ctx, `mutation ($id: ID!) { createBatchFromUpload(input: {type: "bench", uploadId: $id}) { batch { id } } }`,
		map[string]any{"id": upload}, &created)
	if err != nil {
		return 0, err
	}
	st.batch = created.CreateBatchFromUpload.Batch.ID
	if err := st.api.await(ctx, st.batch, "OPEN"); err != nil {
		return 0, err
	}
	last, err := st.rows(ctx, lines-1, 1)
	if err != nil {
		return 0, err
	}
	if last != 1 {
		return 0, fmt.Errorf("the last row is not there")
	}
	return time.Since(start), nil
}

// upload sends a file by the protocol tus and returns the id of the upload.
func (c *client) upload(ctx context.Context, path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	size, err := file.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return "", err
	}
	name := base64.StdEncoding.EncodeToString([]byte(filepath.Base(path)))
	begun, err := c.tus(ctx, http.MethodPost, c.url+"/upload/", nil, map[string]string{
		"Upload-Length": fmt.Sprint(size), "Upload-Metadata": "filename " + name,
	})
	if err != nil {
		return "", err
	}
	location := begun.Get("Location")
	if location == "" || location[0] == '/' {
		location = c.url + location
	}
	done, err := c.tus(ctx, http.MethodPatch, location, file, map[string]string{
		"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
	})
	return done.Get("Upload-Id"), err
}

func (c *client) tus(ctx context.Context, method, url string, body io.Reader, headers map[string]string) (http.Header, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return nil, err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	request.Header.Set("Tus-Resumable", "1.0.0")
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("X-Sluice-Csrf", "1")
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode/100 != 2 {
		err = fmt.Errorf("the answer: %s %.200q", response.Status, text)
	}
	return response.Header, err
}
