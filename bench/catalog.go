package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	connections = 4
	pageTime    = 3 * time.Second
	searchText  = "teapot 3fa" // a tenth of the products are teapots; 143 of a million have both
)

// measurePage compares requests per second for a page of products.
func measurePage(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "a page of 50 products of a department, 8 fields", Beside: "pgx + net/http", Unit: "requests/s",
		MustText: "≥ 0.4", Goal: "0.6",
	}
	var data struct {
		Departments []struct{ ID, Name string }
	}
	if err := st.api.do(ctx, `{ departments { id name } }`, nil, &data); err != nil {
		return r, err
	}
	department := data.Departments[0]
	bare, err := st.serveBare(department.Name)
	if err != nil {
		return r, err
	}
	defer bare.Close()
	theirClient := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	for range st.runs {
		ours, err := requestsPerSecond(ctx, func() error {
			return st.api.do(ctx, `query ($d: ID!) { products(where: {department: {eq: $d}}, first: 50) {
				nodes { id sku gtin description size price active department { name } } } }`,
				map[string]any{"d": department.ID}, nil)
		})
		if err != nil {
			return r, err
		}
		theirs, err := requestsPerSecond(ctx, func() error {
			response, err := theirClient.Get("http://" + bare.Addr + "/")
			if err != nil {
				return err
			}
			defer response.Body.Close()
			var rows []product
			if err := json.NewDecoder(response.Body).Decode(&rows); err != nil || len(rows) != 50 {
				return fmt.Errorf("%d rows came: %w", len(rows), err)
			}
			_, err = io.Copy(io.Discard, response.Body)
			return err
		})
		if err != nil {
			return r, err
		}
		r.Ours, r.Theirs = append(r.Ours, ours), append(r.Theirs, theirs)
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure >= 0.4
	return r, nil
}

// product is what both sides answer with.
type product struct {
	ID          int64   `json:"id"`
	SKU         string  `json:"sku"`
	GTIN        *string `json:"gtin"`
	Description string  `json:"description"`
	Size        string  `json:"size"`
	Price       *string `json:"price"`
	Active      bool    `json:"active"`
	Department  string  `json:"department"`
}

// serveBare answers the same page with nothing but pgx and net/http.
func (st *stage) serveBare(department string) (*http.Server, error) {
	handler := func(w http.ResponseWriter, request *http.Request) {
		rows, err := st.db.Query(request.Context(), `
			SELECT p.id, p.sku, p.gtin, p.description, p.size, p.price::text, p.active, d.name
			FROM product p LEFT JOIN department d ON d.id = p.department_id
			WHERE p.department_id = (SELECT id FROM department WHERE name = $1) ORDER BY p.sku LIMIT 51`, department)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer rows.Close()
		products := make([]product, 0, 51)
		for rows.Next() {
			var p product
			if err := rows.Scan(&p.ID, &p.SKU, &p.GTIN, &p.Description, &p.Size, &p.Price, &p.Active, &p.Department); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			products = append(products, p)
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(products[:50])
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Addr: listener.Addr().String(), Handler: http.HandlerFunc(handler), ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()
	return server, nil
}

// requestsPerSecond sends requests over several connections for a while.
func requestsPerSecond(ctx context.Context, send func() error) (float64, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, pageTime, errTimeIsUp)
	defer cancel()
	var count atomic.Int64
	errs := make(chan error, connections)
	var wg sync.WaitGroup
	start := time.Now()
	for range connections {
		wg.Go(func() {
			for ctx.Err() == nil {
				if err := send(); err != nil {
					errs <- err
					return
				}
				count.Add(1)
			}
		})
	}
	wg.Wait()
	select {
	case err := <-errs:
		return 0, err
	default:
		return float64(count.Load()) / time.Since(start).Seconds(), nil
	}
}

var errTimeIsUp = fmt.Errorf("time is up")

// measureSearch compares a text search with its exact count through the API
// with the bare query, kept from using an index.
func measureSearch(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "text search with exact count", Beside: "the same without an index", Unit: "ms",
		MustText: "≥ 20", Goal: "50",
	}
	for range st.runs {
		start := time.Now()
		var data struct{ Products struct{ TotalCount int } }
		err := st.api.do(ctx, `query ($s: String!) { products(where: {search: $s}, first: 50) {
			totalCount nodes { id sku gtin description size price active department { name } } } }`,
			map[string]any{"s": searchText}, &data)
		if err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, time.Since(start).Seconds()*1000)
		theirs, count, err := st.searchWithoutIndex(ctx)
		if err != nil {
			return r, err
		}
		if count != data.Products.TotalCount {
			return r, fmt.Errorf("we count %d products, the other side %d", data.Products.TotalCount, count)
		}
		r.Theirs = append(r.Theirs, theirs.Seconds()*1000)
	}
	r.Figure = ratios(r.Theirs, r.Ours)
	r.Reached = r.Figure >= 20
	return r, nil
}

func (st *stage) searchWithoutIndex(ctx context.Context) (took time.Duration, count int, err error) {
	const condition = ` FROM product AS p LEFT JOIN department AS d ON d.id = p.department_id
		WHERE (p.sku || ' ' || coalesce(p.gtin, '') || ' ' || p.description) ILIKE ALL
			(SELECT '%' || word || '%' FROM unnest(string_to_array($1, ' ')) AS word)`
	start := time.Now()
	rows, err := st.db.Query(ctx, `SELECT p.id, p.sku, p.gtin, p.description, p.size, p.price::text, p.active, d.name`+
		condition+` ORDER BY p.sku LIMIT 51`, searchText)
	if err != nil {
		return 0, 0, err
	}
	rows.Close()
	err = st.db.QueryRow(ctx, `SELECT count(*)`+condition, searchText).Scan(&count)
	return time.Since(start), count, err
}
