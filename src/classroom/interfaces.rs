//! The networks that this computer is part of, so that a tutor can choose the one that the phones are on.
//!
//! Only names and addresses are looked at; nothing is sent.

use std::cmp::Reverse;
use std::net::{IpAddr, Ipv4Addr};

/// What kind of a network stands behind an address, as far as its name and number tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Wi-Fi: the phones are most likely on it.
    Wifi,
    /// A cable, or a name that tells nothing more.
    Wired,
    /// A tunnel or a network that exists inside this computer only; phones are not on it.
    Virtual,
    /// An address that the computer gave itself because nobody gave it one (169.254.0.0/16, RFC 3927).
    LinkLocal,
    /// This computer only.
    Loopback,
}

/// One network of this computer, with the address that it has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The system's own name: `wlan0`, `en0`, `Ethernet 2`.
    pub name: String,
    /// The address in this network.
    pub address: Ipv4Addr,
    /// What kind of a network it is.
    pub kind: Kind,
}

impl Interface {
    fn new(name: String, address: Ipv4Addr) -> Self {
        let kind = kind_of(&name, address);
        Self { name, address, kind }
    }

    /// What a tutor reads in the list: kind, name and address.
    #[must_use]
    pub fn label(&self) -> String {
        let kind = match self.kind {
            Kind::Wifi => "Wi-Fi",
            Kind::Wired => "Network",
            Kind::Virtual => "Tunnel or virtual network",
            Kind::LinkLocal => "Network without an address of its own",
            Kind::Loopback => "This computer only",
        };
        format!("{kind} ({}), {}", self.name, self.address)
    }

    /// Whether phones can hardly be on it.
    #[must_use]
    pub fn is_unlikely(&self) -> bool {
        self.kind >= Kind::Virtual
    }
}

/// The networks of this computer that have an IPv4 address and are up, the likeliest first and the computer itself last.
///
/// Empty where the system does not tell.
#[must_use]
pub fn usable() -> Vec<Interface> {
    let found = if_addrs::get_if_addrs().unwrap_or_default();
    let up = found
        .into_iter()
        .filter(|interface| interface.is_oper_up() || interface.is_loopback());
    arrange(up.filter_map(|interface| match interface.ip() {
        IpAddr::V4(address) => Some((interface.name, address)),
        IpAddr::V6(_) => None,
    }))
}

/// The place of the one that the phones are most likely on: a first guess, which the tutor can change. `None` if they are hardly on any.
#[must_use]
pub fn likeliest(interfaces: &[Interface]) -> Option<usize> {
    interfaces.iter().position(|one| !one.is_unlikely())
}

fn arrange(found: impl Iterator<Item = (String, Ipv4Addr)>) -> Vec<Interface> {
    let mut interfaces: Vec<Interface> = found
        .filter(|(_, address)| !address.is_unspecified() && !address.is_multicast() && !address.is_broadcast())
        .map(|(name, address)| Interface::new(name, address))
        .collect();
    // Home and school networks have private numbers; a public one is rather a cable to the outside.
    interfaces.sort_by_key(|one| {
        (
            one.kind,
            Reverse(one.address.is_private()),
            one.name.clone(),
            one.address,
        )
    });
    interfaces.dedup();
    interfaces
}

/// Beginnings of names that systems and programs give to tunnels and to networks inside the computer.
const VIRTUAL: &[&str] = &[
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "vmware",
    "virtualbox",
    "vethernet",
    "hyper-v",
    "lxc",
    "lxd",
    "podman",
    "cni",
    "flannel",
    "tun",
    "tap",
    "utun",
    "ppp",
    "wg",
    "wireguard",
    "tailscale",
    "zt",
    "zerotier",
    "ipsec",
    "nordlynx",
    "openvpn",
    "vpn",
    "bridge",
    "awdl",
    "llw",
];

/// Beginnings of names that Wi-Fi has on Linux and Windows. On a Mac it is usually `en0`.
const WIFI: &[&str] = &["wl", "wifi", "wi-fi", "wireless", "drahtlos", "airport"];

fn kind_of(name: &str, address: Ipv4Addr) -> Kind {
    let name = name.to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|beginning| name.starts_with(beginning));
    if address.is_loopback() {
        Kind::Loopback
    } else if address.is_link_local() {
        Kind::LinkLocal
    } else if begins(VIRTUAL) {
        Kind::Virtual
    } else if begins(WIFI) || (cfg!(target_os = "macos") && name == "en0") {
        Kind::Wifi
    } else {
        Kind::Wired
    }
}

/// The kind of the network that has this address, if it is still there.
#[must_use]
pub fn kind_at(address: Ipv4Addr) -> Option<Kind> {
    let found = usable();
    found.iter().find(|one| one.address == address).map(|one| one.kind)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &[(&str, &str)], expected: &[&str], guess: Option<&str>) {
        let found = found
            .iter()
            .map(|(name, address)| ((*name).to_owned(), address.parse().unwrap()));
        let arranged = arrange(found);
        let labels: Vec<String> = arranged.iter().map(Interface::label).collect();
        assert_eq!(labels, expected);
        let likeliest = likeliest(&arranged).and_then(|place| arranged.get(place));
        assert_eq!(likeliest.map(|one| one.name.as_str()), guess);
    }

    #[test]
    fn wireless_comes_first_and_the_computer_itself_last() {
        check(
            &[
                ("lo", "127.0.0.1"),
                ("docker0", "172.17.0.1"),
                ("enp3s0", "10.0.0.7"),
                ("wlp2s0", "192.168.1.20"),
            ],
            &[
                "Wi-Fi (wlp2s0), 192.168.1.20",
                "Network (enp3s0), 10.0.0.7",
                "Tunnel or virtual network (docker0), 172.17.0.1",
                "This computer only (lo), 127.0.0.1",
            ],
            Some("wlp2s0"),
        );
    }

    #[test]
    fn a_private_number_is_likelier_than_a_public_one() {
        check(
            &[("eth0", "141.20.1.2"), ("eth1", "192.168.0.9"), ("eth1", "192.168.0.9")],
            &["Network (eth1), 192.168.0.9", "Network (eth0), 141.20.1.2"],
            Some("eth1"),
        );
    }

    #[test]
    fn an_address_that_nobody_gave_is_no_guess() {
        check(
            &[
                ("lo", "127.0.0.1"),
                ("wlan0", "169.254.7.7"),
                ("Tailscale", "100.64.0.3"),
            ],
            &[
                "Tunnel or virtual network (Tailscale), 100.64.0.3",
                "Network without an address of its own (wlan0), 169.254.7.7",
                "This computer only (lo), 127.0.0.1",
            ],
            None,
        );
    }

    #[test]
    fn what_is_no_address_of_one_computer_is_left_out() {
        check(
            &[("a", "0.0.0.0"), ("b", "224.0.0.1"), ("c", "255.255.255.255")],
            &[],
            None,
        );
    }

    #[test]
    fn this_computer_is_on_its_own_list() {
        let found = usable();
        assert!(found.is_empty() || found.iter().any(|one| one.kind == Kind::Loopback));
        assert!(found.is_empty() || kind_at(Ipv4Addr::LOCALHOST) == Some(Kind::Loopback));
    }
}
