package batch

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// waitingIn are the open batches of the type of batch ?0, but that one.
const waitingIn = `SELECT w.id FROM batch AS w WHERE w.type = ?1 AND w.id <> ?0 AND w.state IN ('open', 'complete')`

// code is the SQL of what makes two lines the same, over the joined lines: their
// product, or else the code that they give. Empty: they give none.
func (s staging) code() string {
	switch by := s.kind.Lines.matchedBy(s.fields); len(by) {
	case 0:
		return ""
	case 1:
		return "l." + by[0].Column
	default:
		code := "'#' || p.id"
		for _, f := range by {
			code += ", l." + f.Column
		}
		return "coalesce(" + code + ")"
	}
}

// joinedLines are the lines, with their products if those are asked for.
func (s staging) joinedLines() string {
	return s.kind.joined(filter.SQL(s.table()), s.fields, joinAll).SQL
}

// sortOut finds lines that stand for what is there already, removes those that
// are to be left out, and notes in the temporary table left_out why.
func (s staging) sortOut(ctx context.Context, tx postgres.Tx, choices FileChoices, report *model.FileReport) error {
	_, err := tx.NewRaw("CREATE TEMPORARY TABLE left_out (line bigint, kept bigint, batch_id bigint) ON COMMIT DROP").Exec(ctx)
	if err != nil {
		return fmt.Errorf("making a table of lines left out: %w", err)
	}
	if s.code() == "" {
		return nil
	}
	if err := s.duplicates(ctx, tx, choices.Duplicates, report); err != nil {
		return err
	}
	return s.waiting(ctx, tx, choices.LeaveOutWaiting, report)
}

// duplicates deals with lines that have the same code.
func (s staging) duplicates(ctx context.Context, tx postgres.Tx, choice Duplicates, report *model.FileReport) error {
	// Enough for the codes of a million lines; what PostgreSQL has unless told
	// makes it go over a disk from ten thousands on.
	if _, err := tx.NewRaw("SET LOCAL work_mem TO '64MB'").Exec(ctx); err != nil {
		return fmt.Errorf("making room for duplicates: %w", err)
	}
	coded := `SELECT l.line, ` + s.code() + ` AS code FROM ` + s.joinedLines()
	err := tx.NewRaw(`SELECT coalesce(sum(n - 1), 0) FROM (
		SELECT count(*) AS n FROM (`+coded+`) AS c WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1) AS twice`).
		Scan(ctx, &report.Duplicates)
	if err != nil {
		return fmt.Errorf("looking for duplicates: %w", err)
	}
	if report.Duplicates == 0 || choice == KeepAll {
		return nil
	}
	kept := "min(line)"
	if choice == KeepLast {
		kept = "max(line)"
	}
	_, err = tx.NewRaw(`INSERT INTO left_out (line, kept)
		SELECT c.line, t.kept FROM (` + coded + `) AS c
		JOIN (SELECT code, ` + kept + ` AS kept FROM (` + coded + `) AS c WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1) AS t
			ON t.code = c.code AND t.kept <> c.line`).Exec(ctx)
	if err != nil {
		return fmt.Errorf("noting duplicates: %w", err)
	}
	if choice == AddUp {
		if err := s.addUp(ctx, tx); err != nil {
			return err
		}
	}
	return s.leave(ctx, tx, report)
}

// addUp gives the lines that are kept the counts of those that are left out.
// Where that is too much for a row, these lines stay.
func (s staging) addUp(ctx context.Context, tx postgres.Tx) error {
	count := s.kind.Lines.Count
	sums := `SELECT o.kept, sum(l.` + count + `) AS more FROM left_out AS o JOIN ` + s.table() + ` AS l ON l.line = o.line GROUP BY o.kept`
	fits := filter.Expr{}
	if most := s.kind.column(count).Max; most != nil {
		fits = filter.SQL("coalesce(l."+count+", 0) + m.more <= ?", most)
	}
	where, args := fits.OrTrue()
	_, err := tx.NewRaw(`DELETE FROM left_out AS o USING `+s.table()+` AS l, (`+sums+`) AS m
		WHERE m.kept = l.line AND o.kept = l.line AND NOT (`+where+`)`, args...).Exec(ctx)
	if err == nil {
		_, err = tx.NewRaw(`UPDATE ` + s.table() + ` AS l SET ` + count + ` = coalesce(l.` + count + `, 0) + m.more
			FROM (` + sums + `) AS m WHERE m.kept = l.line AND m.more IS NOT NULL`).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("adding up counts: %w", err)
	}
	return nil
}

// waiting deals with lines whose product waits in another open batch.
func (s staging) waiting(ctx context.Context, tx postgres.Tx, leaveOut bool, report *model.FileReport) error {
	args := []any{s.batchID, s.kind.Key}
	var others bool
	if err := tx.NewRaw("SELECT EXISTS ("+waitingIn+")", args...).Scan(ctx, &others); err != nil {
		return fmt.Errorf("looking for open batches: %w", err)
	}
	if !others {
		return nil
	}
	found := `SELECT l.line, min(o.batch_id) AS batch_id FROM ` + s.joinedLines() + `
		JOIN ` + s.kind.table + ` AS o ON o.product_id = p.id AND o.batch_id IN (` + waitingIn + `) AND NOT o.removed GROUP BY l.line`
	err := tx.NewRaw("SELECT count(*) FROM ("+found+") AS found", args...).Scan(ctx, &report.InOpenBatches)
	if err != nil {
		return fmt.Errorf("looking into open batches: %w", err)
	}
	if report.InOpenBatches == 0 || !leaveOut {
		return nil
	}
	_, err = tx.NewRaw("INSERT INTO left_out (line, batch_id) SELECT line, batch_id FROM ("+found+") AS found", args...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("noting what waits in open batches: %w", err)
	}
	return s.leave(ctx, tx, report)
}

// leave removes the lines that were noted.
func (s staging) leave(ctx context.Context, tx postgres.Tx, report *model.FileReport) error {
	result, err := tx.NewRaw(`DELETE FROM ` + s.table() + ` AS l USING left_out AS o WHERE o.line = l.line`).Exec(ctx)
	if err != nil {
		return fmt.Errorf("leaving out lines: %w", err)
	}
	n, err := result.RowsAffected()
	report.LeftOut += n
	report.RowsMade -= n
	return err
}

// leftOut is a line that was left out.
type leftOut struct {
	line, kept, batchID int64
}

func (o leftOut) reason(choice Duplicates) string {
	switch {
	case o.batchID != 0:
		return "The product waits in batch " + model.BatchNumber(o.batchID) + " already."
	case choice == AddUp:
		return fmt.Sprintf("The same code stands on line %d, to which the count was added.", o.kept)
	default:
		return fmt.Sprintf("The same code stands on line %d, which was kept.", o.kept)
	}
}
