using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>One of many ring signatures to verify.</summary>
/// <param name="Signature">The signature.</param>
/// <param name="Message">What was signed; any length.</param>
/// <param name="Ring">The members.</param>
/// <param name="OutputCommitment">The pseudo-output commitment.</param>
public readonly record struct RingVerification(
    RingMlsag Signature, ReadOnlyMemory<byte> Message, ReadOnlyMemory<ReducedTxOut> Ring, CompressedRistretto OutputCommitment);
