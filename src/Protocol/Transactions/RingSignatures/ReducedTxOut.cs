// What a ring signature needs to know of an output (fact sheet crypto §9.4).
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>One member of a ring, as it was received: none of the three need decode.</summary>
/// <param name="PublicKey">The output's public key r D.</param>
/// <param name="TargetKey">The output's one-time public key.</param>
/// <param name="Commitment">The commitment to its amount.</param>
public readonly record struct ReducedTxOut(CompressedRistretto PublicKey, CompressedRistretto TargetKey, CompressedRistretto Commitment)
    : IWireMessage<ReducedTxOut>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Point(1, PublicKey);
        writer.Point(2, TargetKey);
        writer.Point(3, Commitment);
    }

    /// <inheritdoc/>
    public static ReducedTxOut ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> publicKey = default, targetKey = default, commitment = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref publicKey); break;
                case 2: reader.Merge(ref targetKey); break;
                case 3: reader.Merge(ref commitment); break;
                default: reader.Skip(); break;
            }
        }
        return new ReducedTxOut(
            reader.Point(publicKey, "ReducedTxOut.public_key"),
            reader.Point(targetKey, "ReducedTxOut.target_key"),
            reader.Point(commitment, "ReducedTxOut.commitment"));
    }
}
