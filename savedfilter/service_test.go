package savedfilter_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/savedfilter"
)

// users are a service and the contexts of two users who may see all lists.
func users(t *testing.T) (kit *batchtest.Kit, s *savedfilter.Service, ann, ben context.Context) {
	t.Helper()
	kit = batchtest.New(t, pricing.Handler{})
	kit.Exec(t, "INSERT INTO app_user (login, name) VALUES ('ann', 'Ann'), ('ben', 'Ben')")
	as := func(id int64, permissions ...string) context.Context {
		return auth.WithViewer(kit.Ctx, auth.NewViewer(id, "", "", permissions...))
	}
	all := []string{"product.view", "batch.*.view", "job.*.view", "operation.*.view"}
	return kit, savedfilter.NewService(kit.DB, kit.Batches, kit.Jobs), as(1, all...), as(2, all...)
}

func content(name, where, orderBy string) savedfilter.Content {
	c := savedfilter.Content{Name: name, Where: json.RawMessage(where)}
	if orderBy != "" {
		c.OrderBy = json.RawMessage(orderBy)
	}
	return c
}

func TestWhatFitsAList(t *testing.T) {
	t.Parallel()
	_, s, ann, _ := users(t)
	for i, tt := range []struct{ place, where, orderBy, field string }{
		{"products", `{"search": "a", "or": [{"price": {"lt": "5"}}]}`, `{"field": "PRICE", "direction": "DESC"}`, ""},
		{"products", `{"prize": 1}`, "", "where"},
		{"products", `{"brand": {"eq": "x"}}`, "", "where"},
		{"products", `{}`, `{"field": "COLOR", "direction": "ASC"}`, "orderBy.field"},
		{"products", `{}`, `{"field": "SKU", "direction": "down"}`, "orderBy.direction"},
		{"products", `null`, "", "where"},
		{"products", `{} {}`, "", "where"},
		{"batches", `{"state": ["OPEN", "COMPLETE"], "type": {"eq": "pricing"}, "mine": true}`, `{"field": "UPDATED_AT", "direction": "ASC"}`, ""},
		{"batches", `{"state": ["AJAR"]}`, "", "where"},
		{"batches", `{"state": ["PURGING", "PURGED"]}`, "", ""},
		{"jobs", `{"state": ["RUNNING", "FAILED"], "application": {"eq": "packsize"}, "search": "week"}`, "", ""},
		{"jobs", `{"state": ["DELETING"]}`, "", "where"},
		{"jobs", `{"id": {"eq": "Qg=="}}`, "", "where"},
		{"jobs", `{}`, `{}`, "orderBy"},
		{"operations", `{"status": ["FINISHED"], "result": ["FAILED"], "context": {"reference": "A-1"}}`, `{"field": "UPDATED_AT", "direction": "DESC"}`, ""},
		{"operations", `{"status": ["AJAR"]}`, "", "where"},
		{"operations", `{"result": ["SPLENDID"]}`, "", "where"},
		{"operations", `{"context": {}}`, "", "context"},
		{"operations", `{}`, `{"field": "TYPE", "direction": "ASC"}`, "orderBy.field"},
		{"rows:pricing", `{"status": ["ok"], "outcome": "FAILED", "removed": false}`, `{"column": "new_price", "direction": "DESC"}`, ""},
		{"rows:pricing", `{"status": ["melted"]}`, "", "where.status"},
		{"rows:pricing", `{"ids": []}`, "", "where.ids"},
		{"rows:pricing", `{}`, `{"column": "color", "direction": "ASC"}`, "orderBy.column"},
		{"rows:nonsense", `{}`, "", "place"},
		{"prose", `{}`, "", "place"},
	} {
		_, err := s.Create(ann, tt.place, content(fmt.Sprint("Number ", i), tt.where, tt.orderBy))
		field := ""
		if known := (*model.Error)(nil); errors.As(err, &known) {
			field = known.Field
		} else if err != nil {
			t.Errorf("%s %s: %v", tt.place, tt.where, err)
		}
		if field != tt.field {
			t.Errorf("%s %s %s blames %q (%v), want %q", tt.place, tt.where, tt.orderBy, field, err, tt.field)
		}
	}
}

// Who may not see a list has no filters of it.
func TestPlacesOfOthers(t *testing.T) {
	t.Parallel()
	kit, s, _, _ := users(t)
	places := []string{"products", "batches", "rows:pricing", "jobs", "operations"}
	for permission, seen := range map[string][]string{
		"product.view":                {"products"},
		"batch.pricing.view":          {"batches", "rows:pricing"},
		"job.batch.execute.view":      {"jobs"},
		"operation.welcome-mail.view": {"operations"},
	} {
		for _, place := range places {
			_, err := s.List(auth.WithViewer(kit.Ctx, auth.NewViewer(1, "", "", permission)), place)
			want := model.CodeForbidden
			if slices.Contains(seen, place) {
				want = ""
			}
			if model.CodeOf(err) != want {
				t.Errorf("with %s, %s: %v", permission, place, err)
			}
		}
	}
}

func TestWhoseFilters(t *testing.T) {
	t.Parallel()
	kit, s, ann, ben := users(t)
	save := func(ctx context.Context, name string, shared bool) *savedfilter.Filter {
		t.Helper()
		f, err := s.Create(ctx, "batches", savedfilter.Content{Name: name, Shared: shared, Where: json.RawMessage("{}")})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	secret := save(ann, "Secret", false)
	common := save(ann, "common", true)
	save(ben, "Zebra", false)
	save(ben, "Common", false)
	if _, err := s.Create(ann, "batches", content("COMMON", "{}", "")); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("a name twice: %v", err)
	}
	wantNames(ann, t, s, "common", "Secret")
	wantNames(ben, t, s, "Common", "Zebra", "common")

	for _, f := range []*savedfilter.Filter{secret, common} {
		if _, err := s.Update(ben, f.ID, f.Version, content("x", "{}", "")); model.CodeOf(err) != model.CodeNotFound {
			t.Errorf("ben changes %s: %v", f.Name, err)
		}
		if err := s.Delete(ben, f.ID); model.CodeOf(err) != model.CodeNotFound {
			t.Errorf("ben deletes %s: %v", f.Name, err)
		}
	}
	if _, err := s.Update(ann, common.ID, common.Version, content("Mine", "{}", "")); err != nil {
		t.Error(err)
	}
	if _, err := s.Update(ann, common.ID, common.Version, content("Stale", "{}", "")); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("a stale change: %v", err)
	}
	wantNames(ben, t, s, "Common", "Zebra")
	if _, err := s.List(auth.WithViewer(kit.Ctx, auth.System()), "batches"); model.CodeOf(err) != model.CodeUnauthenticated {
		t.Errorf("nobody in particular: %v", err)
	}
}

func wantNames(ctx context.Context, t *testing.T, s *savedfilter.Service, want ...string) {
	t.Helper()
	found, err := s.List(ctx, "batches")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("listed (-want +got)\n%s", diff)
	}
}

// A filter from before a type has lost a status is listed, and says so.
func TestFilterThatNoLongerFits(t *testing.T) {
	t.Parallel()
	kit, s, ann, _ := users(t)
	if _, err := s.Create(ann, "rows:pricing", content("Odd ones", `{"status": ["ok"]}`, "")); err != nil {
		t.Fatal(err)
	}
	kit.Exec(t, `UPDATE saved_filter SET conditions = '{"status": ["melted"]}'`)
	found, err := s.List(ann, "rows:pricing")
	if err != nil || len(found) != 1 || found[0].Problem == nil || *found[0].Problem != "Rows of this type have no such status." {
		t.Errorf("listed %+v (%v)", found, err)
	}
}

func TestTooManyFilters(t *testing.T) {
	t.Parallel()
	kit, s, ann, ben := users(t)
	kit.Exec(t, `INSERT INTO saved_filter (user_id, place, name) SELECT 1, 'products', n::text FROM generate_series(1, 97) AS n`)
	var errs [8]error
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.Create(ann, "products", content(fmt.Sprint("New ", i), "{}", "")) })
	}
	wg.Wait()
	refused := 0
	for _, err := range errs {
		if model.CodeOf(err) == model.CodeLimit {
			refused++
		} else if err != nil {
			t.Error(err)
		}
	}
	if refused != 5 {
		t.Errorf("%d of 8 were refused, want 5", refused)
	}
	if _, err := s.Create(ben, "products", content("Mine", "{}", "")); err != nil {
		t.Error(err)
	}
}
