package transactions

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
)

// valuedSQL reads staged lines by plain SQL: an oracle for what the program
// makes of them. The first rule that a line breaks is why it is stored away.
const valuedSQL = `
	CREATE TABLE valued AS
		SELECT l.id, l.code, nullif(regexp_replace(l.customer, '\.0$', ''), '') AS customer, l.country,
			l.quantity::integer AS quantity, l.price::numeric AS price, l.sold_at::timestamp AT TIME ZONE 'UTC' AS sold_at,
			CASE
				WHEN NOT EXISTS (SELECT FROM product p WHERE p.sku = l.code) THEN 'There is no product with this code.'
				WHEN l.price::numeric < 0 THEN 'The price is negative.'
				WHEN l.invoice LIKE 'C%' AND l.quantity::integer > 0 THEN 'The line is of a cancellation and takes nothing back.'
				WHEN l.invoice NOT LIKE 'C%' AND l.quantity::integer < 0 THEN 'The quantity is negative, and the line is of no cancellation.'
				WHEN l.customer = '' THEN 'The line names no customer.'
			END AS reason
		FROM sales_line l`

// TestFile books a file of real sales, the whole of it where it is at hand, and
// compares what comes of it with the oracle.
func TestFile(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	file, partitioning := realOrExtract(t)
	started := time.Now()
	source := stageFile(t, kit, file)
	staged := time.Since(started)
	execute(t, kit.DB, valuedSQL)
	started = time.Now()
	j, end := run(t, kit, job.Spec{Application: Name, Source: source, Partitioning: partitioning, Parallelism: 2})
	t.Logf("%d lines: staged in %v, processed in %v, %d for a person", end.ItemsDone, staged, time.Since(started), end.Exceptions)
	checkFile(t, kit, j.ID)
	again := reprocess(t, kit, j.ID, &job.Chunks{Numbers: []int64{1, 2, 7}})
	if again.Exceptions != end.Exceptions {
		t.Errorf("%d exceptions, then %d", end.Exceptions, again.Exceptions)
	}
	checkFile(t, kit, j.ID)
}

// TestOrderOfChunksDoesNotMatter cuts a file so that its chunks overlap in time,
// and does them again, and once more by another job.
func TestOrderOfChunksDoesNotMatter(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	source := stageFile(t, kit, extract(t))
	execute(t, kit.DB, valuedSQL)
	for _, partitioning := range []string{"every_7", "size_100"} {
		j, _ := run(t, kit, job.Spec{Application: Name, Source: source, Partitioning: partitioning, Parallelism: 4})
		checkFile(t, kit, j.ID)
		reprocess(t, kit, j.ID, nil)
		checkFile(t, kit, j.ID)
	}
}

// reprocess processes chunks of a job again.
func reprocess(t *testing.T, kit *jobtest.Kit, jobID int64, where *job.Chunks) *model.JobProgress {
	t.Helper()
	if _, err := kit.Jobs.ReprocessChunks(kit.Ctx, jobID, where); err != nil {
		t.Fatal(err)
	}
	end := kit.Wait(t, jobID)
	if end.State != model.JobFinished || end.ItemsDone != *end.TotalItems {
		t.Errorf("done again, the job is at %+v", end)
	}
	return end
}

// checkFile compares all that a job has booked and stored away with the oracle.
func checkFile(t *testing.T, kit *jobtest.Kit, jobID int64) {
	t.Helper()
	for _, c := range []struct{ what, want, got string }{
		{
			"sales of each product",
			`SELECT code, concat_ws(' ', count(*), sum(quantity), round(sum(quantity * price), 4)) FROM valued WHERE reason IS NULL GROUP BY code`,
			`SELECT p.sku, concat_ws(' ', sum(s.lines), sum(s.quantity), round(sum(s.amount), 4)) FROM sale_total s JOIN product p ON p.id = s.product_id GROUP BY p.sku`,
		},
		{
			"sales to each customer",
			`SELECT customer, concat_ws(' ', count(*), sum(quantity), round(sum(quantity * price), 4), min(sold_at), max(sold_at))
				FROM valued WHERE reason IS NULL GROUP BY customer`,
			`SELECT c.number, concat_ws(' ', sum(s.lines), sum(s.quantity), round(sum(s.amount), 4), min(s.first_sold_at), max(s.last_sold_at))
				FROM sale_total s JOIN customer c ON c.id = s.customer_id GROUP BY c.number`,
		},
		{
			"customers and members",
			`SELECT DISTINCT ON (customer) customer, country || ' since ' || min(sold_at) OVER (PARTITION BY customer)
				FROM valued WHERE reason IS NULL ORDER BY customer, id`,
			`SELECT c.number, c.country || ' since ' || m.since FROM customer c JOIN member m ON m.customer_id = c.id`,
		},
	} {
		want, got := kit.Pairs(t, c.want), kit.Pairs(t, c.got)
		if len(want) == 0 {
			t.Errorf("the oracle knows no %s", c.what)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
	want := kit.Pairs(t, "SELECT reason, count(*)::text FROM valued WHERE reason IS NOT NULL GROUP BY reason")
	got := kit.Pairs(t, "SELECT reason, count(*)::text FROM job_exception WHERE job_id = $1 GROUP BY reason", jobID)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exceptions by reason (-want +got):\n%s", diff)
	}
}
