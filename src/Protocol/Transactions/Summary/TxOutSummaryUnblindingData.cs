// What shows a signing device whom an output is for, and how much it holds (fact sheet ledger §2.7, §4.5, crypto §5.7, §9.4).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Amount, recipient and private key of an output. A secret: the private key is wiped on disposal.</summary>
public sealed class TxOutSummaryUnblindingData : IDisposable, IDigestible, IWireMessage<TxOutSummaryUnblindingData>
{
    /// <summary>From its fields.</summary>
    /// <param name="unmaskedAmount">The amount and its blinding.</param>
    /// <param name="address">The recipient; null for outputs that a counterparty of a swap made.</param>
    /// <param name="txPrivateKey">The private key that the output was made with, taken over; null where the maker does not tell.</param>
    public TxOutSummaryUnblindingData(in UnmaskedAmount unmaskedAmount, PublicAddress? address, RistrettoPrivate? txPrivateKey)
    {
        UnmaskedAmount = unmaskedAmount;
        Address = address;
        TxPrivateKey = txPrivateKey;
    }

    /// <summary>The amount and its blinding.</summary>
    public UnmaskedAmount UnmaskedAmount { get; }

    /// <summary>The recipient; null for outputs that a counterparty of a swap made.</summary>
    public PublicAddress? Address { get; }

    /// <summary>The private key that the output was made with; null where the maker does not tell.</summary>
    public RistrettoPrivate? TxPrivateKey { get; }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxOutSummaryUnblindingData"u8);
        node.Value("unmasked_amount"u8, UnmaskedAmount);
        node.Optional("address"u8, Address);
        node.Optional("tx_private_key"u8, TxPrivateKey);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, UnmaskedAmount);
        writer.Optional(2, Address);
        writer.OptionalKey(3, TxPrivateKey);
    }

    /// <inheritdoc/>
    public static TxOutSummaryUnblindingData ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> amount = default, address = default, key = default;
        bool hasAddress = false, hasKey = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref amount); break;
                case 2: reader.Merge(ref address, ref hasAddress); break;
                case 3: reader.Merge(ref key, ref hasKey); break;
                default: reader.Skip(); break;
            }
        }
        return new TxOutSummaryUnblindingData(
            reader.Message<UnmaskedAmount>(amount),
            hasAddress ? reader.Message<PublicAddress>(address) : null,
            hasKey ? reader.Key(key, "TxOutSummaryUnblindingData.tx_private_key") : null);
    }

    /// <summary>The same with a private key of its own.</summary>
    internal TxOutSummaryUnblindingData Copy() =>
        new(UnmaskedAmount, Address, TxPrivateKey is null ? null : new RistrettoPrivate(TxPrivateKey.Scalar));

    /// <summary>Wipes the private key.</summary>
    public void Dispose() => TxPrivateKey?.Dispose();
}
