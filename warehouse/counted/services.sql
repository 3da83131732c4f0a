-- Services that people asked for, and whether they received them
--| universe = "service_request"
--| unit = "requests"
--| dimensions.service = { kind = "single", list = "service" }
--| dimensions.outcome = { kind = "single", values = { received = "Received", not_received = "Not received" } }
--| notes = ["One person may ask for several services; each request is counted once."]
--| definition = "Requests of the people identified for a service, and whether the service was received. One person can ask for several services, and each request counts once."
--| denominator = "Percentages are of the requests of which it is known which service was asked for."
--| translations.es.title = "Servicios que las personas pidieron, y si los recibieron"
--| translations.es.definition = "Solicitudes de un servicio hechas por las personas identificadas, y si el servicio se recibió. Una persona puede pedir varios servicios, y cada solicitud cuenta una vez."
--| translations.es.denominator = "Los porcentajes son de las solicitudes de las que se sabe qué servicio se pidió."
--| translations.es.notes = ["Una persona puede pedir varios servicios; cada solicitud se cuenta una vez."]
--| translations.es.values = { outcome = { received = "Recibido", not_received = "No recibido" } }
with
    asked as (
        select
            unnest(string_split(services_asked, ';')) as service,
            string_split(services_received, ';') as received
        from linked.person
    )
select
    service,
    case when list_contains(received, service) then 'received' else 'not_received' end as outcome,
    count(*) as count
from asked
where service not in ('unknown', 'refused', 'not_collected', 'not_applicable')
group by all
order by all
