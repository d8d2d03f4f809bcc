--
-- PostgreSQL database dump
--

\restrict UDg73wQmTLDoRa8K6690aHcO59kIA2fhJTxLzBL2y6h1KSuzfSPnVp1y3SMbQDB

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: portal
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


ALTER TABLE public.django_content_type OWNER TO portal;

--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: portal
--

CREATE SEQUENCE public.django_content_type_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.django_content_type_id_seq OWNER TO portal;

--
-- Name: django_content_type_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: portal
--

ALTER SEQUENCE public.django_content_type_id_seq OWNED BY public.django_content_type.id;


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: portal
--

CREATE TABLE public.django_migrations (
    id integer NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


ALTER TABLE public.django_migrations OWNER TO portal;

--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: portal
--

CREATE SEQUENCE public.django_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.django_migrations_id_seq OWNER TO portal;

--
-- Name: django_migrations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: portal
--

ALTER SEQUENCE public.django_migrations_id_seq OWNED BY public.django_migrations.id;


--
-- Name: django_multisite_plus_site; Type: TABLE; Schema: public; Owner: portal
--

CREATE TABLE public.django_multisite_plus_site (
    site_id integer NOT NULL,
    real_domain character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    extra_uwsgi_ini text NOT NULL,
    is_enabled boolean NOT NULL,
    last_updated_at timestamp with time zone NOT NULL
);


ALTER TABLE public.django_multisite_plus_site OWNER TO portal;

--
-- Name: django_site; Type: TABLE; Schema: public; Owner: portal
--

CREATE TABLE public.django_site (
    id integer NOT NULL,
    domain character varying(100) NOT NULL,
    name character varying(50) NOT NULL
);


ALTER TABLE public.django_site OWNER TO portal;

--
-- Name: django_site_id_seq; Type: SEQUENCE; Schema: public; Owner: portal
--

CREATE SEQUENCE public.django_site_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.django_site_id_seq OWNER TO portal;

--
-- Name: django_site_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: portal
--

ALTER SEQUENCE public.django_site_id_seq OWNED BY public.django_site.id;


--
-- Name: multisite_alias; Type: TABLE; Schema: public; Owner: portal
--

CREATE TABLE public.multisite_alias (
    id integer NOT NULL,
    domain character varying(100) NOT NULL,
    is_canonical boolean,
    redirect_to_canonical boolean NOT NULL,
    site_id integer NOT NULL
);


ALTER TABLE public.multisite_alias OWNER TO portal;

--
-- Name: multisite_alias_id_seq; Type: SEQUENCE; Schema: public; Owner: portal
--

CREATE SEQUENCE public.multisite_alias_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.multisite_alias_id_seq OWNER TO portal;

--
-- Name: multisite_alias_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: portal
--

ALTER SEQUENCE public.multisite_alias_id_seq OWNED BY public.multisite_alias.id;


--
-- Name: django_content_type id; Type: DEFAULT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_content_type ALTER COLUMN id SET DEFAULT nextval('public.django_content_type_id_seq'::regclass);


--
-- Name: django_migrations id; Type: DEFAULT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_migrations ALTER COLUMN id SET DEFAULT nextval('public.django_migrations_id_seq'::regclass);


--
-- Name: django_site id; Type: DEFAULT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_site ALTER COLUMN id SET DEFAULT nextval('public.django_site_id_seq'::regclass);


--
-- Name: multisite_alias id; Type: DEFAULT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.multisite_alias ALTER COLUMN id SET DEFAULT nextval('public.multisite_alias_id_seq'::regclass);


--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: portal
--

COPY public.django_content_type (id, app_label, model) FROM stdin;
1	contenttypes	contenttype
2	sites	site
3	multisite	alias
4	django_multisite_plus	site
5	django_multisite_plus	djangocontribsite
\.


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: portal
--

COPY public.django_migrations (id, app, name, applied) FROM stdin;
1	contenttypes	0001_initial	2026-11-28 15:51:57.509631+00
2	contenttypes	0002_remove_content_type_name	2026-11-28 15:51:57.521444+00
3	sites	0001_initial	2026-11-28 15:51:57.533535+00
4	django_multisite_plus	0001_initial	2026-11-28 15:51:57.55511+00
5	django_multisite_plus	0002_auto_20180125_1157	2026-11-28 15:51:57.70394+00
6	multisite	0001_initial	2026-11-28 15:51:57.774537+00
7	sites	0002_alter_domain_unique	2026-11-28 15:51:57.813608+00
\.


--
-- Data for Name: django_multisite_plus_site; Type: TABLE DATA; Schema: public; Owner: portal
--

COPY public.django_multisite_plus_site (site_id, real_domain, slug, extra_uwsgi_ini, is_enabled, last_updated_at) FROM stdin;
1	www.example.com	portal		t	2026-11-01 08:00:00+00
2	www.site1.com	site1		t	2026-11-01 08:00:00+00
3	www.site2.com	site2		t	2026-11-01 08:00:00+00
\.


--
-- Data for Name: django_site; Type: TABLE DATA; Schema: public; Owner: portal
--

COPY public.django_site (id, domain, name) FROM stdin;
1	www.example.com	Example Portal
2	www.site1.com	Site 1
3	www.site2.com	Site 2
\.


--
-- Data for Name: multisite_alias; Type: TABLE DATA; Schema: public; Owner: portal
--

COPY public.multisite_alias (id, domain, is_canonical, redirect_to_canonical, site_id) FROM stdin;
1	www.example.com	t	t	1
2	www.site1.com	t	t	2
3	www.site2.com	t	t	3
4	site1.com	\N	t	2
\.


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: portal
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 5, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: portal
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 7, true);


--
-- Name: django_site_id_seq; Type: SEQUENCE SET; Schema: public; Owner: portal
--

SELECT pg_catalog.setval('public.django_site_id_seq', 1, true);


--
-- Name: multisite_alias_id_seq; Type: SEQUENCE SET; Schema: public; Owner: portal
--

SELECT pg_catalog.setval('public.multisite_alias_id_seq', 4, true);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_multisite_plus_site django_multisite_plus_site_pkey; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_multisite_plus_site
    ADD CONSTRAINT django_multisite_plus_site_pkey PRIMARY KEY (site_id);


--
-- Name: django_multisite_plus_site django_multisite_plus_site_slug_key; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_multisite_plus_site
    ADD CONSTRAINT django_multisite_plus_site_slug_key UNIQUE (slug);


--
-- Name: django_site django_site_domain_a2e37b91_uniq; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_site
    ADD CONSTRAINT django_site_domain_a2e37b91_uniq UNIQUE (domain);


--
-- Name: django_site django_site_pkey; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_site
    ADD CONSTRAINT django_site_pkey PRIMARY KEY (id);


--
-- Name: multisite_alias multisite_alias_domain_key; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.multisite_alias
    ADD CONSTRAINT multisite_alias_domain_key UNIQUE (domain);


--
-- Name: multisite_alias multisite_alias_is_canonical_site_id_6bc86489_uniq; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.multisite_alias
    ADD CONSTRAINT multisite_alias_is_canonical_site_id_6bc86489_uniq UNIQUE (is_canonical, site_id);


--
-- Name: multisite_alias multisite_alias_pkey; Type: CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.multisite_alias
    ADD CONSTRAINT multisite_alias_pkey PRIMARY KEY (id);


--
-- Name: django_multisite_plus_site_slug_c0150bf5_like; Type: INDEX; Schema: public; Owner: portal
--

CREATE INDEX django_multisite_plus_site_slug_c0150bf5_like ON public.django_multisite_plus_site USING btree (slug varchar_pattern_ops);


--
-- Name: django_site_domain_a2e37b91_like; Type: INDEX; Schema: public; Owner: portal
--

CREATE INDEX django_site_domain_a2e37b91_like ON public.django_site USING btree (domain varchar_pattern_ops);


--
-- Name: multisite_alias_domain_3746202e_like; Type: INDEX; Schema: public; Owner: portal
--

CREATE INDEX multisite_alias_domain_3746202e_like ON public.multisite_alias USING btree (domain varchar_pattern_ops);


--
-- Name: multisite_alias_site_id_e73f0f15; Type: INDEX; Schema: public; Owner: portal
--

CREATE INDEX multisite_alias_site_id_e73f0f15 ON public.multisite_alias USING btree (site_id);


--
-- Name: django_multisite_plus_site django_multisite_plus_site_site_id_8c00306f_fk_django_site_id; Type: FK CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.django_multisite_plus_site
    ADD CONSTRAINT django_multisite_plus_site_site_id_8c00306f_fk_django_site_id FOREIGN KEY (site_id) REFERENCES public.django_site(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: multisite_alias multisite_alias_site_id_e73f0f15_fk_django_site_id; Type: FK CONSTRAINT; Schema: public; Owner: portal
--

ALTER TABLE ONLY public.multisite_alias
    ADD CONSTRAINT multisite_alias_site_id_e73f0f15_fk_django_site_id FOREIGN KEY (site_id) REFERENCES public.django_site(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--

\unrestrict UDg73wQmTLDoRa8K6690aHcO59kIA2fhJTxLzBL2y6h1KSuzfSPnVp1y3SMbQDB

