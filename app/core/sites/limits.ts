/** Longest `django_site.name`, in characters (varchar(50)). */
export const NAME_LIMIT = 50;
/** Longest `real_domain` of a plus row, in characters (varchar(255)). */
export const REAL_DOMAIN_LIMIT = 255;
