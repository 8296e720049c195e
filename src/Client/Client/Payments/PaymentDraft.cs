// A payment that is built and signed, to be sent once or again (fact sheet ledger §4.1).
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

/// <summary>
/// A signed transaction with what its sender knows of it. It may be looked at, saved and sent, also again: however often, it is paid once.
/// Immutable. It holds no key, but it is worth its outputs' privacy.
/// </summary>
public sealed class PaymentDraft : IWireMessage<PaymentDraft>
{
    private const uint FormatVersion = 1;

    internal PaymentDraft(Tx tx, IReadOnlyList<PaymentOutput> outputs, IReadOnlyList<ulong> inputs)
    {
        (Tx, Outputs, Inputs) = (tx, outputs, inputs);
    }

    /// <summary>The transaction.</summary>
    public Tx Tx { get; }

    /// <summary>Its outputs that its sender made: what is paid first, then what returns. A swap's counterparty's outputs are not among them.</summary>
    public IReadOnlyList<PaymentOutput> Outputs { get; }

    /// <summary>Which of the account's outputs it spends, by their places in the ledger.</summary>
    public IReadOnlyList<ulong> Inputs { get; }

    /// <summary>Whether it was saved and loaded: whoever loads it cannot tell whether it was sent before.</summary>
    internal bool IsLoaded { get; private init; }

    /// <summary>The fee.</summary>
    public Amount Fee => Tx.Prefix.Fee;

    /// <summary>The block from which on the payment cannot come any more.</summary>
    public ulong TombstoneBlock => Tx.Prefix.TombstoneBlock;

    /// <summary>The marks that its inputs leave.</summary>
    public IReadOnlyList<KeyImage> KeyImages => [.. Tx.KeyImages()];

    /// <summary>The receipts to give to those who are paid: one for each output that is no change, in the order of <see cref="Outputs"/>.</summary>
    public IReadOnlyList<Receipt> Receipts =>
        [.. Outputs.Where(o => !o.IsChange).Select(o => Receipt.Of(Tx.Prefix.Outputs.First(t => t.PublicKey == o.PublicKey), o.Confirmation, TombstoneBlock))];

    /// <summary>
    /// The public key by which the payment is looked for: of an output that its sender made. Those that a swap's offer asks for are in whatever
    /// transaction takes it.
    /// </summary>
    internal CompressedRistretto Mark => Outputs.Count > 0 ? Outputs[0].PublicKey : Tx.Prefix.Outputs[0].PublicKey;

    /// <summary>The draft as bytes: who reads them can send it, and sees what is in it.</summary>
    public byte[] Save() => this.Encode();

    /// <summary>A draft that was saved.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.StateCorrupt"/>, <see cref="ClientError.StateVersion"/>.</exception>
    public static PaymentDraft Load(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return WireMessage.Decode<PaymentDraft>(bytes);
        }
        catch (WireException e)
        {
            throw new MobileCoinException(ClientError.StateCorrupt, "these bytes are no payment draft: " + e.Message, e);
        }
    }

    void IWireMessage<PaymentDraft>.WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, FormatVersion);
        writer.Message(2, Tx);
        writer.Messages(3, Outputs);
        writer.PackedFixed64(4, Inputs);
    }

    static PaymentDraft IWireMessage<PaymentDraft>.ReadFrom(ref ProstReader reader)
    {
        uint version = 0;
        ReadOnlySpan<byte> tx = default;
        List<PaymentOutput> outputs = [];
        List<ulong> inputs = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: version = reader.UInt32(); break;
                case 2: reader.Merge(ref tx); break;
                case 3: outputs.Add(reader.Message<PaymentOutput>()); break;
                case 4: reader.Fixed64s(inputs); break;
                default: reader.Skip(); break;
            }
        }
        if (version > FormatVersion) throw new MobileCoinException(ClientError.StateVersion, $"the payment draft has version {version}, and this software reads up to {FormatVersion}");
        if (version == 0) throw new WireException("PaymentDraft.version: absent");
        Tx transaction = reader.Message<Tx>(tx);
        if (transaction.Prefix.Outputs.Count == 0) throw new WireException("PaymentDraft.tx: it has no outputs");
        if (outputs.Exists(o => !transaction.Prefix.Outputs.Any(t => t.PublicKey == o.PublicKey))) throw new WireException("PaymentDraft.outputs: one is not the transaction's");
        return new PaymentDraft(transaction, outputs, inputs) { IsLoaded = true };
    }

    /// <summary>The first output's public key: what is paid to whom is private.</summary>
    public override string ToString() => $"{nameof(PaymentDraft)} {Mark}";
}
