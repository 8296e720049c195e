// What MobileCoin fixes of the Bulletproofs protocol (fact sheet ledger §2.13, "Parameters").
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>The transcript's label, the width of values and the blinding generator. Others than MobileCoin's serve tests of the engine.</summary>
internal sealed class RangeProofParameters(byte[] label, int bits, RistrettoPoint blindingBase)
{
    private readonly RistrettoPoint _blindingBase = blindingBase;

    internal static readonly RangeProofParameters MobileCoin = new(
        "mc_bulletproof_transcript"u8.ToArray(), RangeProofGenerators.Bits, PedersenGenerators.Blinding);

    /// <summary>Bits of a value: 8, 16, 32 or 64.</summary>
    internal int Bits => bits;

    internal ref readonly RistrettoPoint BlindingBase => ref _blindingBase;

    internal RangeProofTranscript Start(int parties) => new(label, bits, parties);
}
