// What an enclave needs of the machine that it runs on (fact sheets fog §2.3, attestation §1.5, §1.9, §3.6).
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave;

/// <summary>Encrypts a secret so that the same enclave on the same machine, and nobody else, can decrypt it later.</summary>
/// <param name="secret">The secret.</param>
/// <param name="label">What it is for: only the same label unseals it.</param>
public delegate byte[] SealSecret(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label);

/// <summary>Decrypts what <see cref="SealSecret"/> gave; throws on anything else.</summary>
/// <param name="sealedSecret">The sealed secret.</param>
/// <param name="label">What it was sealed for.</param>
public delegate byte[] UnsealSecret(ReadOnlySpan<byte> sealedSecret, ReadOnlySpan<byte> label);

/// <summary>The machine, as an enclave knows it. All of it is called by many threads.</summary>
/// <param name="Random">Gives random bytes.</param>
/// <param name="Seal">Seals the ingress key.</param>
/// <param name="Unseal">Unseals it.</param>
/// <param name="Policy">
/// By which evidence is judged: the enclave's own, and its peers'. Usually that of the very same measurement, without a clock:
/// <see cref="VerificationPolicy.Peers"/>.
/// </param>
public sealed record EnclavePlatform(RandomFill Random, SealSecret Seal, UnsealSecret Unseal, VerificationPolicy Policy);
