package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/sluicehq/sluice/applications/packsize"
	"github.com/sluicehq/sluice/applications/transactions"
	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/coupons"
	"github.com/sluicehq/sluice/batchtypes/delproduct"
	"github.com/sluicehq/sluice/batchtypes/inventory"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/batchtypes/product"
	"github.com/sluicehq/sluice/batchtypes/vendorcatalog"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/importers"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/savedfilter"
	"github.com/sluicehq/sluice/upload"
)

// spareConns are connections besides those that jobs take.
const spareConns = 10

// App is the domain, over an open and migrated database: what the API, the
// workers and the command line all work with.
type App struct {
	DB           *Database
	Schema       postgres.Schema
	Accounts     *auth.Accounts
	Catalog      *catalog.Catalog
	Batches      *batch.Service
	Jobs         *job.Engine
	Operations   *operation.Service
	Uploads      *upload.Service
	Importers    *importer.Service
	SavedFilters *savedfilter.Service
	Incoming     *upload.Incoming // of a process that serves
	Hub          *event.Hub

	publisher *event.Publisher
	stops     []func(context.Context) error
}

// AppOptions say how to open an App.
type AppOptions struct {
	DatabaseOptions
	SourceOptions
	ReviewOptions
	WorkOptions
	Work       bool // work on jobs, not only create and show them
	Extensions Extensions
	Logger     *slog.Logger
}

// Open opens the database and everything that works with it, and starts what
// runs in the background. Close must be called when done.
func Open(ctx context.Context, opts AppOptions) (app *App, err error) {
	slots := 0
	if opts.Work {
		slots = opts.slots()
	}
	app = &App{}
	defer func() {
		if err != nil {
			err = errors.Join(err, app.Close(context.WithoutCancel(ctx)))
		}
	}()
	if app.DB, err = OpenDatabase(ctx, opts.DatabaseOptions, max(16, slots+opts.Extensions.routeSlots(slots)+spareConns), opts.Logger); err != nil {
		return app, err
	}
	app.onStop(app.DB.Close)
	if app.Schema, err = postgres.NewSchema(app.DB.DB, opts.Extensions.Migrations...); err != nil {
		return app, fmt.Errorf("reading the migrations: %w", err)
	}
	if err := prepareSchema(ctx, app.Schema, opts.Migrate, opts.Logger); err != nil {
		return app, err
	}
	if app.Accounts, err = auth.New(app.DB.DB); err != nil {
		return app, err
	}
	app.Catalog = catalog.New(app.DB.DB)
	app.Uploads = upload.New(app.DB.DB, opts.uploads(), opts.Logger)
	app.onStop(func(context.Context) error { return app.Uploads.Close() })
	if err := app.startEvents(ctx, opts.Logger); err != nil {
		return app, err
	}
	if err := app.startOperations(ctx, opts, slots); err != nil {
		return app, err
	}
	return app, app.startJobs(ctx, opts, slots)
}

// Close stops everything in the opposite order of its start.
func (a *App) Close(ctx context.Context) error {
	var errs []error
	for len(a.stops) > 0 {
		last := len(a.stops) - 1
		stop := a.stops[last]
		a.stops = a.stops[:last]
		errs = append(errs, stop(ctx))
	}
	return errors.Join(errs...)
}

func (a *App) onStop(stop func(context.Context) error) { a.stops = append(a.stops, stop) }

func (a *App) startEvents(ctx context.Context, logger *slog.Logger) error {
	a.publisher = event.NewPublisher(a.DB.Pool, logger)
	a.publisher.Start()
	a.onStop(a.publisher.Stop)
	a.Hub = event.NewHub(a.DB.Pool, logger)
	if err := a.Hub.Start(ctx); err != nil {
		return err
	}
	a.onStop(func(context.Context) error { a.Hub.Stop(); return nil })
	return nil
}

// startOperations keeps operations and, with slots, runs action groups on the
// routes.
func (a *App) startOperations(ctx context.Context, opts AppOptions, slots int) (err error) {
	a.Operations, err = operation.New(a.DB.DB, operation.Options{
		Groups: opts.Extensions.Groups, Routes: opts.Extensions.routes(slots), Synchronous: opts.Synchronous, Keep: opts.KeepOperations,
		Publisher: a.publisher, Hub: a.Hub, Logger: opts.Logger, StopTimeout: chunkTimeout,
	})
	if err != nil {
		return fmt.Errorf("setting up operations: %w", err)
	}
	if err := a.Operations.StartWork(ctx); err != nil {
		return fmt.Errorf("starting to work on operations: %w", err)
	}
	a.onStop(a.Operations.StopWork)
	return nil
}

// shippedTypes are the batch types that every Sluice has.
func shippedTypes() []batch.Handler {
	return []batch.Handler{
		labels.Handler{},
		pricing.Handler{},
		product.Handler{},
		&delproduct.Handler{},
		inventory.Handler{},
		vendorcatalog.Handler{},
		coupons.Handler{},
	}
}

func (a *App) startJobs(ctx context.Context, opts AppOptions, slots int) error {
	known, err := importer.NewRegistry(append(importers.All(opts.Sources), opts.Extensions.Importers...)...)
	if err != nil {
		return fmt.Errorf("registering the importers: %w", err)
	}
	types, err := batch.NewRegistry(slices.Concat(shippedTypes(), []batch.Handler{importer.NewBatchType(known, a.Uploads)}, opts.Extensions.Handlers)...)
	if err != nil {
		return fmt.Errorf("registering the batch types: %w", err)
	}
	if err := types.Set(opts.settings()); err != nil {
		return err
	}
	applications := slices.Concat(
		batch.Applications(a.DB.DB, types, a.Uploads),
		[]job.Application{packsize.New(types), transactions.New(), importer.NewApplication(known, a.Uploads)},
		opts.Extensions.Applications)
	a.Jobs, err = job.New(a.DB.DB, job.Options{
		Slots: slots, Recorder: a.Operations, Publisher: a.publisher, Hub: a.Hub, Logger: opts.Logger, Revision: Revision(),
		StopTimeout: chunkTimeout,
	}, applications...)
	if err != nil {
		return fmt.Errorf("setting up the job engine: %w", err)
	}
	a.Batches = batch.NewService(a.DB.DB, a.Jobs, types, a.Uploads, batch.Options{Parallelism: opts.Parallelism})
	a.SavedFilters = savedfilter.NewService(a.DB.DB, a.Batches, a.Jobs)
	a.Importers = importer.NewService(a.DB.DB, known, a.Uploads, a.Jobs, a.Batches, importer.ServiceOptions{Parallelism: opts.Parallelism})
	if err := a.Jobs.Start(ctx); err != nil {
		return fmt.Errorf("starting the job engine: %w", err)
	}
	a.onStop(a.Jobs.Stop)
	return nil
}
