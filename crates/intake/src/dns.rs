//! Domain keys as the DNS has them today.
//!
//! The one network client of greffe, behind the cargo feature `dns`, and never
//! used unless somebody asks. Whoever runs the resolver learns which domains and
//! selectors are looked for; the names of messages, people and files stay here.
//!
//! What it is not: a judge of keys. It brings back the text of records, or that
//! there is no such name; nothing is validated (no DNSSEC), nothing retried for ever.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData};

use crate::IntakeError;

/// Questions under way at once.
const AT_ONCE: usize = 16;

/// Whom to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolver {
    /// Those that the machine is set up to ask.
    System,
    /// This one.
    At(SocketAddr),
}

/// What the DNS says of one (domain, selector).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Signing domain.
    pub domain: String,
    /// Selector.
    pub selector: String,
    /// The answer.
    pub answer: DnsAnswer,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DnsAnswer {
    /// The TXT records of that name, each with its strings joined; one, usually.
    Records(Vec<String>),
    /// There is no such name, or no such record of it.
    Nothing,
    /// Nobody answered, or not in a way that means anything.
    Unanswered,
}

/// Looks the key records of `pairs` of domain and selector up, in their order
/// (RFC 6376 §3.6.2). After `patience` a question is given up, and asked once
/// more. `tell` hears how many are done.
///
/// # Errors
/// `Resolver` when there is nobody to ask. A question without an answer is none.
pub fn look_up(
    pairs: &[(String, String)],
    resolver: Resolver,
    patience: Duration,
    tell: &mut dyn FnMut(usize),
) -> Result<Vec<Looked>, IntakeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(unusable)?.block_on(async {
        let resolver = set_up(resolver, patience)?;
        let mut looked = Vec::with_capacity(pairs.len());
        for batch in pairs.chunks(AT_ONCE) {
            let asked = batch.iter().map(|(domain, selector)| {
                let (resolver, domain, selector) = (resolver.clone(), domain.clone(), selector.clone());
                tokio::spawn(async move {
                    let answer = ask(&resolver, &domain, &selector).await;
                    Looked { domain, selector, answer }
                })
            });
            for (asked, (domain, selector)) in asked.collect::<Vec<_>>().into_iter().zip(batch) {
                let unanswered = || Looked {
                    domain: domain.clone(),
                    selector: selector.clone(),
                    answer: DnsAnswer::Unanswered,
                };
                looked.push(asked.await.unwrap_or_else(|_| unanswered()));
            }
            tell(looked.len());
        }
        Ok(looked)
    })
}

fn set_up(resolver: Resolver, patience: Duration) -> Result<TokioResolver, IntakeError> {
    let mut builder = match resolver {
        Resolver::System => TokioResolver::builder_tokio().map_err(unusable)?,
        Resolver::At(address) => {
            let mut server = NameServerConfig::udp_and_tcp(address.ip());
            server.connections.iter_mut().for_each(|connection| connection.port = address.port());
            let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
    };
    let options = builder.options_mut();
    options.timeout = patience;
    options.attempts = 2;
    options.use_hosts_file = ResolveHosts::Never;
    builder.build().map_err(unusable)
}

async fn ask(resolver: &TokioResolver, domain: &str, selector: &str) -> DnsAnswer {
    // With its last dot: the machine's search domains are none of its parents.
    let Ok(name) = Name::from_utf8(format!("{selector}._domainkey.{domain}.")) else {
        return DnsAnswer::Nothing;
    };
    match resolver.txt_lookup(name).await {
        Ok(found) => {
            let records: Vec<String> =
                found.answers().iter().filter_map(|record| text(&record.data)).collect();
            if records.is_empty() { DnsAnswer::Nothing } else { DnsAnswer::Records(records) }
        }
        Err(error) if says_nothing_is_there(&error) => DnsAnswer::Nothing,
        Err(_) => DnsAnswer::Unanswered,
    }
}

/// A name without records is as absent as a name that does not exist; a server
/// that failed or refused has said neither.
fn says_nothing_is_there(error: &NetError) -> bool {
    use hickory_resolver::net::DnsError::NoRecordsFound;
    use hickory_resolver::proto::op::ResponseCode::{NXDomain, NoError};
    matches!(error, NetError::Dns(NoRecordsFound(none)) if matches!(none.response_code, NXDomain | NoError))
}

fn text(data: &RData) -> Option<String> {
    let RData::TXT(record) = data else { return None };
    Some(String::from_utf8_lossy(&record.txt_data.concat()).into_owned())
}

fn unusable(cause: impl std::error::Error + Send + Sync + 'static) -> IntakeError {
    IntakeError::Resolver { cause: Box::new(cause) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::UdpSocket;

    use hickory_resolver::proto::op::{Message, ResponseCode};
    use hickory_resolver::proto::rr::Record;
    use hickory_resolver::proto::rr::rdata::TXT;

    const PATIENCE: Duration = Duration::from_millis(200);

    /// Answers on loopback: `there` has a key in two strings, `servfail` fails,
    /// anything else does not exist.
    fn server(questions: usize) -> (SocketAddr, std::thread::JoinHandle<Vec<String>>) {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
        let address = socket.local_addr().expect("an address");
        let answers = std::thread::spawn(move || {
            let mut asked = Vec::new();
            for _ in 0..questions {
                let mut packet = [0; 1500];
                let (length, from) = socket.recv_from(&mut packet).expect("a question");
                let question = Message::from_vec(&packet[..length]).expect("readable");
                let name = question.queries[0].name().to_ascii().to_ascii_lowercase();
                let answer = answer(&question, &name);
                asked.push(name);
                socket.send_to(&answer.to_vec().expect("written"), from).expect("sent");
            }
            asked
        });
        (address, answers)
    }

    fn answer(question: &Message, name: &str) -> Message {
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.add_query(question.queries[0].clone());
        match name {
            _ if name.starts_with("there") => {
                let txt = TXT::new(vec!["v=DKIM1; k=rsa; ".to_owned(), "p=AAAA".to_owned()]);
                let name = question.queries[0].name().clone();
                answer.add_answer(Record::from_rdata(name, 60, RData::TXT(txt)));
            }
            _ if name.starts_with("servfail") => answer.metadata.response_code = ResponseCode::ServFail,
            _ => answer.metadata.response_code = ResponseCode::NXDomain,
        }
        answer
    }

    #[test]
    fn records_absence_and_silence_are_three_answers() {
        let (address, server) = server(2);
        let pair = |selector: &str| ("region.example".to_owned(), selector.to_owned());
        let mut told = Vec::new();
        let looked = look_up(&[pair("there"), pair("gone")], Resolver::At(address), PATIENCE, &mut |done| {
            told.push(done)
        });
        let answers: Vec<_> = looked.expect("asked").into_iter().map(|looked| looked.answer).collect();
        let record = "v=DKIM1; k=rsa; p=AAAA".to_owned();
        assert_eq!(answers, [DnsAnswer::Records(vec![record]), DnsAnswer::Nothing]);
        assert_eq!(told, [2]);
        let mut asked = server.join().expect("a server");
        asked.sort();
        assert_eq!(asked, ["gone._domainkey.region.example.", "there._domainkey.region.example."]);
    }

    #[test]
    fn a_server_that_fails_has_not_said_that_nothing_is_there() {
        let (address, server) = server(1);
        let pairs = [("region.example".to_owned(), "servfail".to_owned())];
        let looked = look_up(&pairs, Resolver::At(address), PATIENCE, &mut |_| {}).expect("asked");
        assert_eq!(looked[0].answer, DnsAnswer::Unanswered);
        server.join().expect("a server");
    }

    #[test]
    fn nobody_answers() {
        let nobody = UdpSocket::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let pairs = [("region.example".to_owned(), "there".to_owned())];
        let looked = look_up(&pairs, Resolver::At(nobody), PATIENCE, &mut |_| {}).expect("asked");
        assert_eq!(looked[0].answer, DnsAnswer::Unanswered);
        // No DNS name can have such a label: nobody needs to be asked.
        let pairs = [("region.example".to_owned(), "a".repeat(70))];
        let looked = look_up(&pairs, Resolver::At(nobody), PATIENCE, &mut |_| {}).expect("asked");
        assert_eq!(looked[0].answer, DnsAnswer::Nothing);
    }
}
