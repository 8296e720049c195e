// A change of mint configurations as blocks store it (fact sheet ledger §3.3, crypto §5.7, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>What the governors decided, and who they were. Reading does not verify: the enclave did.</summary>
/// <param name="MintConfigTx">What the governors decided.</param>
/// <param name="SignerSet">The governors at the time.</param>
public sealed record ValidatedMintConfigTx(MintConfigTx MintConfigTx, SignerSet SignerSet) : IDigestible, IWireMessage<ValidatedMintConfigTx>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "ValidatedMintConfigTx"u8);
        node.Value("mint_config_tx"u8, MintConfigTx);
        node.Value("signer_set"u8, SignerSet);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, MintConfigTx);
        writer.Message(2, SignerSet);
    }

    /// <inheritdoc/>
    public static ValidatedMintConfigTx ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> tx = default, signers = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref tx); break;
                case 2: reader.Merge(ref signers); break;
                default: reader.Skip(); break;
            }
        }
        return new ValidatedMintConfigTx(reader.Message<MintConfigTx>(tx), reader.Message<SignerSet>(signers));
    }
}
