package resolvers_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/importers"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/resolvers"
	"github.com/sluicehq/sluice/savedfilter"
	"github.com/sluicehq/sluice/server/gqlhttp"
	"github.com/sluicehq/sluice/upload"
)

// api is the API as a server shows it, over a database of its own.
type api struct {
	*batchtest.Kit
	accounts *auth.Accounts
	url      string
}

// files is a store of files that is opened later than others get to know it.
type files struct{ *upload.Service }

// newAPI serves the batch types that ship, those given besides, and the
// application sizing.
func newAPI(t testing.TB, more ...batch.Handler) *api {
	t.Helper()
	return newIdleAPI(t, 2, more...)
}

// newIdleAPI is newAPI with so many lanes carried at once; with 0, jobs stay as
// they were created.
func newIdleAPI(t testing.TB, slots int, more ...batch.Handler) *api {
	t.Helper()
	return newAPIWith(t, batchtest.Options{Slots: slots}, more...)
}

// newAPIWith is newAPI with the options of its kit.
func newAPIWith(t testing.TB, opts batchtest.Options, more ...batch.Handler) *api {
	t.Helper()
	files := &files{}
	known, err := importer.NewRegistry(importers.All(nil)...)
	if err != nil {
		t.Fatal(err)
	}
	opts.Applications = []job.Application{newSizing(), importer.NewApplication(known, files)}
	kit := batchtest.NewWith(t, opts, append([]batch.Handler{labels.Handler{}, pricing.Handler{}, importer.NewBatchType(known, files)}, more...)...)
	files.Service = kit.Files
	accounts, err := auth.New(kit.DB)
	if err != nil {
		t.Fatal(err)
	}
	a := &api{Kit: kit, accounts: accounts}
	a.url = a.serve(t, resolvers.Domain{
		Accounts: accounts, Catalog: catalog.New(kit.DB), Batches: kit.Batches, Uploads: kit.Files, Jobs: kit.Jobs, Hub: kit.Hub,
		SavedFilters: savedfilter.NewService(kit.DB, kit.Batches, kit.Jobs),
		Importers:    importer.NewService(kit.DB, known, files, kit.Jobs, kit.Batches, importer.ServiceOptions{}),
		Operations:   newOperations(t, kit.DB, operation.Options{Publisher: kit.Publisher, Hub: kit.Hub}),
	})
	return a
}

// newOperations returns a service that runs groups at once.
func newOperations(t testing.TB, db *postgres.DB, opts operation.Options) *operation.Service {
	t.Helper()
	opts.Synchronous = true
	opts.Groups = []operation.Group{{Name: "welcome-mail", Actions: []operation.Action{
		{Name: "render", Run: func(_ context.Context, o *model.Operation) (any, error) { return "Dear " + string(o.Input), nil }},
		{Name: "send", Run: func(_ context.Context, o *model.Operation) (any, error) {
			if o.Input == nil {
				return nil, model.Invalid("", "There is nobody to send it to.")
			}
			return 0, nil
		}},
	}}}
	s, err := operation.New(db, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// serve starts an HTTP server for the domain.
func (a *api) serve(t testing.TB, domain resolvers.Domain) string {
	t.Helper()
	sessions := auth.NewSessions(a.DB.Pool, false)
	t.Cleanup(sessions.Close)
	authenticator := auth.NewAuthenticator(a.accounts, sessions)
	domain.Authenticator = authenticator
	root := resolvers.New(domain)
	handler := gqlhttp.New(root.Schema(), gqlhttp.Options{
		Present: resolvers.Present, Identify: authenticator.Identify,
		Around: []graphql.OperationMiddleware{root.Loaders}, AroundFields: resolvers.PlainLists,
	})
	server := httptest.NewServer(sessions.Handler(known(authenticator, handler)))
	t.Cleanup(server.Close)
	return server.URL
}

// known puts the viewer into the context.
func known(authenticator *auth.Authenticator, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		viewer, err := authenticator.Identify(r.Context(), strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		if own := (*model.Error)(nil); errors.As(err, &own) {
			gqlhttp.Refuse(w, r, http.StatusUnauthorized, own)
			return
		}
		next.ServeHTTP(w, r.WithContext(auth.WithViewer(r.Context(), viewer)))
	})
}

// user creates a user with a role that has these permissions, and returns a
// client that shows the user's API token.
func (a *api) user(t testing.TB, login string, permissions ...string) *client {
	t.Helper()
	if err := a.accounts.Grant(a.Ctx, login, permissions...); err != nil {
		t.Fatal(err)
	}
	name := strings.ToUpper(login[:1]) + login[1:]
	if _, err := a.accounts.CreateUser(a.Ctx, auth.NewUser{Login: login, Name: name, Roles: []string{login}}); err != nil {
		t.Fatal(err)
	}
	secret, _, err := a.accounts.CreateToken(a.Ctx, login, "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	return &client{url: a.url, token: secret}
}

// buyer returns a client that may do whatever a buyer has to.
func (a *api) buyer(t testing.TB) *client {
	t.Helper()
	return a.user(t, "ann", "product.view", "batch.*", "job.*", "operation.*")
}
