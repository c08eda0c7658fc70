use super::*;
use crate::leaf_hash;
use proptest::prelude::*;

/// Leaf inputs and roots of the reference implementation of Certificate Transparency.
const KNOWN: [(&str, &str); 8] = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
];

fn known_leaves() -> Vec<Hash> {
    let bytes = |hex: &str| (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect::<Vec<u8>>();
    KNOWN.iter().map(|(input, _)| leaf_hash(&bytes(input))).collect()
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap()
}

/// The definitions of RFC 6962 §2.1, word for word.
mod oracle {
    use super::{Hash, node_hash};

    fn split(n: usize) -> usize {
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        k
    }
    pub(super) fn mth(d: &[Hash]) -> Hash {
        match d {
            [] => Hash::of_nothing(),
            [leaf] => *leaf,
            _ => node_hash(&mth(&d[..split(d.len())]), &mth(&d[split(d.len())..])),
        }
    }
    pub(super) fn path(m: usize, d: &[Hash]) -> Vec<Hash> {
        if d.len() == 1 {
            return Vec::new();
        }
        let k = split(d.len());
        if m < k { [path(m, &d[..k]), vec![mth(&d[k..])]].concat() } else { [path(m - k, &d[k..]), vec![mth(&d[..k])]].concat() }
    }
    pub(super) fn subproof(m: usize, d: &[Hash], b: bool) -> Vec<Hash> {
        if m == d.len() {
            return if b { Vec::new() } else { vec![mth(d)] };
        }
        let k = split(d.len());
        if m <= k {
            [subproof(m, &d[..k], b), vec![mth(&d[k..])]].concat()
        } else {
            [subproof(m - k, &d[k..], false), vec![mth(&d[..k])]].concat()
        }
    }
}

#[test]
fn the_reference_roots_come_out() {
    let leaves = known_leaves();
    assert_eq!(root(&[]), Hash::of_nothing());
    for (count, (_, expected)) in (1..).zip(KNOWN) {
        assert_eq!(root(&leaves[..count]).to_string(), expected, "{count} leaves");
    }
}

/// The tree of seven leaves drawn in RFC 6962 §2.1.3, with its names of nodes.
#[test]
fn the_proofs_of_the_example_of_rfc_6962_come_out() {
    let d = leaves(7);
    let [a, b, c, d0, e, f, j] = [d[0], d[1], d[2], d[3], d[4], d[5], d[6]];
    let (g, h, i) = (node_hash(&a, &b), node_hash(&c, &d0), node_hash(&e, &f));
    let (k, l) = (node_hash(&g, &h), node_hash(&i, &j));
    assert_eq!(root(&d), node_hash(&k, &l));
    assert_eq!(inclusion_proof(&d, 0), Ok(vec![b, h, l]));
    assert_eq!(inclusion_proof(&d, 3), Ok(vec![c, g, l]));
    assert_eq!(inclusion_proof(&d, 4), Ok(vec![f, j, k]));
    assert_eq!(inclusion_proof(&d, 6), Ok(vec![i, k]));
    assert_eq!(consistency_proof(&d, 3), Ok(vec![c, d0, g, l]));
    assert_eq!(consistency_proof(&d, 4), Ok(vec![l]));
    assert_eq!(consistency_proof(&d, 6), Ok(vec![i, j, k]));
}

#[test]
fn every_proof_of_every_small_log_verifies_and_equals_the_definition() {
    for count in 0..=40 {
        let leaves = leaves(count);
        let whole = root(&leaves);
        assert_eq!(whole, oracle::mth(&leaves));
        for (index, leaf) in leaves.iter().enumerate() {
            let proof = inclusion_proof(&leaves, index).unwrap();
            assert_eq!(proof, oracle::path(index, &leaves));
            assert!(verify_inclusion(*leaf, size(index), size(count), &proof, whole), "{index} of {count}");
            for other in (0..=count + 1).filter(|other| *other != index) {
                assert!(!verify_inclusion(*leaf, size(other), size(count), &proof, whole), "{index} of {count} as {other}");
            }
        }
        for old in 0..=count {
            let proof = consistency_proof(&leaves, old).unwrap();
            if old > 0 {
                assert_eq!(proof, oracle::subproof(old, &leaves, true));
            }
            assert!(verify_consistency(size(old), root(&leaves[..old]), size(count), whole, &proof), "{old} to {count}");
        }
        assert_eq!(inclusion_proof(&leaves, count), Err(BeyondTheLog));
        assert_eq!(consistency_proof(&leaves, count + 1), Err(BeyondTheLog));
    }
}

#[test]
fn sizes_at_the_end_of_the_number_line_do_not_overflow() {
    let hash = Hash::of_nothing();
    for proof in [&[][..], &[hash; 64], &[hash; 100]] {
        for size in [1, 2, u64::MAX - 1, u64::MAX] {
            for index in [0, 1, size - 1, size] {
                let _ = verify_inclusion(hash, index, size, proof, hash);
                let _ = verify_consistency(index, hash, size, hash, proof);
            }
        }
    }
}

proptest! {
    #[test]
    fn the_frontier_and_the_proofs_agree_with_the_definition(count in 1_usize..600, at in any::<prop::sample::Index>(), from in any::<prop::sample::Index>()) {
        let leaves = leaves(count);
        let (index, old) = (at.index(count), from.index(count) + 1);
        let whole = root(&leaves);
        prop_assert_eq!(whole, oracle::mth(&leaves));
        let inclusion = inclusion_proof(&leaves, index).unwrap();
        prop_assert_eq!(&inclusion, &oracle::path(index, &leaves));
        prop_assert!(verify_inclusion(leaves[index], size(index), size(count), &inclusion, whole));
        let consistency = consistency_proof(&leaves, old).unwrap();
        prop_assert_eq!(&consistency, &oracle::subproof(old, &leaves, true));
        prop_assert!(verify_consistency(size(old), root(&leaves[..old]), size(count), whole, &consistency));
    }

    #[test]
    fn an_altered_proof_never_verifies(count in 2_usize..200, at in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), bit in 0_usize..256) {
        let leaves = leaves(count);
        let whole = root(&leaves);
        let flip = |hash: Hash| { let mut bytes = *hash.as_bytes(); bytes[bit / 8] ^= 1 << (bit % 8); Hash::from_bytes(bytes) };
        let index = at.index(count);
        let proof = inclusion_proof(&leaves, index).unwrap();
        let mut altered = proof.clone();
        let position = place.index(altered.len());
        altered[position] = flip(altered[position]);
        prop_assert!(!verify_inclusion(leaves[index], size(index), size(count), &altered, whole));
        prop_assert!(!verify_inclusion(flip(leaves[index]), size(index), size(count), &proof, whole));
        prop_assert!(!verify_inclusion(leaves[index], size(index), size(count), &proof[1..], whole));
        prop_assert!(!verify_inclusion(leaves[index], size(index), size(count), &[&proof[..], &[whole]].concat(), whole));

        let old = at.index(count - 1) + 1;
        let old_root = root(&leaves[..old]);
        let proof = consistency_proof(&leaves, old).unwrap();
        let mut altered = proof.clone();
        let position = place.index(altered.len());
        altered[position] = flip(altered[position]);
        prop_assert!(!verify_consistency(size(old), old_root, size(count), whole, &altered));
        prop_assert!(!verify_consistency(size(old), flip(old_root), size(count), whole, &proof));
        prop_assert!(!verify_consistency(size(old), old_root, size(count), flip(whole), &proof));
        prop_assert!(!verify_consistency(size(old), old_root, size(count), whole, &proof[1..]));
        // Twice as many leaves are one level more.
        prop_assert!(!verify_consistency(size(old), old_root, 2 * size(count), whole, &proof));
    }

    #[test]
    fn a_rewritten_log_is_not_consistent(count in 2_usize..200, at in any::<prop::sample::Index>(), changed in any::<prop::sample::Index>()) {
        let honest = leaves(count);
        let old = at.index(count - 1) + 1;
        let mut rewritten = honest.clone();
        rewritten[changed.index(old)] = leaf_hash(b"rewritten");
        let proof = consistency_proof(&rewritten, old).unwrap();
        prop_assert!(!verify_consistency(size(old), root(&honest[..old]), size(count), root(&rewritten), &proof));
    }
}
