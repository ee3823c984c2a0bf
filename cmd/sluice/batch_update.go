package main

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchUpdate struct {
	acting
	rehearsing
	Batch       batchNumber `arg:"" help:"The batch's number."`
	Description *string     `placeholder:"TEXT" help:"What the batch is for."`
	Notes       *string     `placeholder:"TEXT" help:"Notes."`
	Due         *dateFlag   `placeholder:"DATE" help:"The day by which the batch is to be executed, such as 2026-12-24; none takes it away."`
	Purge       *dateFlag   `placeholder:"DATE" help:"The day from which the executed batch may be purged; none takes it away."`
	Version     int         `placeholder:"N" help:"Only if this is still the version that was looked at, as batch show --json tells it. By default whatever is there now."`
}

func (c *batchUpdate) Run(s *session) error {
	if c.Description == nil && c.Notes == nil && c.Due == nil && c.Purge == nil {
		return errors.New("say what to change: --description, --notes, --due or --purge")
	}
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		version, err := versionOf(ctx, app, c.Batch, c.Version)
		if err != nil {
			return err
		}
		b, err := app.Batches.Update(c.on(ctx), batch.HeaderChange{
			ID: int64(c.Batch), Version: version, Description: c.Description, Notes: c.Notes,
			DueOn: c.Due.change(), PurgeOn: c.Purge.change(),
		})
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(b.ID, "be changed like that")
		}
		return s.showBatch(ctx, app, b.ID)
	})
}

// dateFlag is a day, or none.
type dateFlag batch.DateChange

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *dateFlag) UnmarshalText(text []byte) error {
	if string(text) == "none" {
		return nil
	}
	day, ok := model.ParseDate(string(text))
	if !ok {
		return errors.New("a date looks like 2026-12-24, or is none")
	}
	f.To = &day
	return nil
}

// change is the change that the flag asks for; nil if it is not given.
func (f *dateFlag) change() *batch.DateChange { return (*batch.DateChange)(f) }
