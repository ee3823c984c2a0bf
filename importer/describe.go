package importer

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// DescribeExecution counts what will happen to the target.
func (d difference) DescribeExecution(ctx context.Context, db bun.IDB, _ *model.Batch, pending batch.Rows) (*batch.Description, error) {
	created, updated, deleted, all, err := d.count(ctx, db, pending)
	if err != nil {
		return nil, err
	}
	verb := "delete"
	if d.Target.Missing.Retire != "" {
		verb = "retire"
	}
	summary := fmt.Sprintf("Create %s, change %s and %s %s.", words.Plural(created, d.Target.Noun, d.Target.Noun+"s"),
		words.Thousands(updated), verb, words.Thousands(deleted))
	description := &batch.Description{Summary: summary, Facts: []batch.Fact{
		{Label: "Lines read", Value: words.Thousands(d.data.Lines)},
		{Label: "Unchanged", Value: words.Thousands(d.data.Unchanged)},
		{Label: "Rejected", Value: words.Thousands(d.data.Rejected)},
	}}
	if left := all - created - updated - deleted; left > 0 {
		description.Warnings = append(description.Warnings, words.Plural(left, "row changes", "rows change")+" nothing.")
	}
	return description, nil
}

// DescribeResult counts what has happened to the target.
func (d difference) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	created, updated, deleted, _, err := d.count(ctx, db, done)
	if err != nil {
		return nil, err
	}
	verb := "deleted"
	if d.Target.Missing.Retire != "" {
		verb = "retired"
	}
	return &batch.Description{Summary: fmt.Sprintf("%s created, %s changed and %s %s.",
		words.Plural(created, d.Target.Noun+" was", d.Target.Noun+"s were"), words.Thousands(updated), words.Thousands(deleted), verb)}, nil
}

// count counts what rows do, and all of them.
func (d difference) count(ctx context.Context, db bun.IDB, rows batch.Rows) (created, updated, deleted, all int64, err error) {
	err = rows.Select(db).ColumnExpr("count(*) FILTER (WHERE "+creating+")").ColumnExpr("count(*) FILTER (WHERE "+d.updating()+")").
		ColumnExpr("count(*) FILTER (WHERE "+deleting+")").ColumnExpr("count(*)").Scan(ctx, &created, &updated, &deleted, &all)
	if err != nil {
		err = fmt.Errorf("counting what rows do: %w", err)
	}
	return created, updated, deleted, all, err
}

// Effect implements batch.Previewer.
func (d difference) Effect() batch.Effect {
	fields := d.others()
	columns := []string{"t.id"}
	var joined []string
	var shown []batch.EffectColumn
	for _, f := range d.keys() {
		columns = append(columns, f.target()+" AS "+f.Name)
		joined = append(joined, "e."+f.Name+" = "+after(f))
		shown = append(shown, batch.EffectColumn{Key: f.Name, Title: f.Title, Type: f.kind()})
	}
	for _, f := range fields {
		columns = append(columns, f.present()+" AS "+f.Name)
		shown = append(shown, batch.EffectColumn{Key: f.Name, Title: f.Title, Type: f.kind()})
	}
	differs := row(each(fields, func(f *Field) string { return "e." + f.Name })) + " IS DISTINCT FROM " + row(each(fields, before))
	return batch.Effect{
		Table: "(SELECT " + strings.Join(columns, ", ") + " FROM " + d.named() + ")",
		Join:  strings.Join(joined, " AND "), Columns: shown,
		Changes: filter.SQL("(" + creating + ") OR (" + d.updating() + ") OR (" + deleting + ")"),
		Fails:   filter.SQL("(" + creating + ") AND e.id IS NOT NULL OR ((" + d.updating() + ") OR (" + deleting + ")) AND (e.id IS NULL OR " + differs + ")"),
	}
}
