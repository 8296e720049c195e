// What initialisation and the calls about keys take and give (fact sheet fog §2.3, §2.12, §2.13).
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave;

/// <summary>What an enclave starts from.</summary>
/// <param name="ResponderId">What peers know the node by.</param>
/// <param name="SealedIngressKey">The ingress key as an earlier start returned it; empty for a new one.</param>
/// <param name="Capacity">Outputs read under one egress key, 1 to 2^30; memory for as many counters is taken at once.</param>
public sealed record IngestInit(ResponderId ResponderId, ReadOnlyMemory<byte> SealedIngressKey, int Capacity);

/// <summary>An enclave that has started.</summary>
/// <param name="IngressKey">Its ingress key, sealed: to be written over what was read.</param>
/// <param name="TargetFeatures">What of the processor the enclave makes use of, for the log.</param>
public sealed record IngestStarted(SealedIngressKey IngressKey, IReadOnlyList<string> TargetFeatures);

/// <summary>An ingress key for the same enclave on the same machine.</summary>
/// <param name="Sealed">The private key, sealed.</param>
/// <param name="PublicKey">The public key.</param>
public sealed record SealedIngressKey(ReadOnlyMemory<byte> Sealed, RistrettoPublic PublicKey);

/// <summary>An ingress key for a peer.</summary>
/// <param name="Message">The private key, encrypted in the session.</param>
/// <param name="PublicKey">The public key.</param>
public sealed record ExportedIngressKey(EnclaveMessage Message, RistrettoPublic PublicKey);

/// <summary>An ingress key that came from a peer and is the enclave's now.</summary>
/// <param name="IngressKey">The key, sealed.</param>
/// <param name="DidChange">Whether it was another one before: then reports are stale.</param>
public sealed record ImportedIngressKey(SealedIngressKey IngressKey, bool DidChange);
