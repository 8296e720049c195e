// An input that is yet to sign (fact sheet ledger §2.11, B.6, crypto §9.4).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The members of a ring, which of them is spent, and what spends it. A secret: wiped on disposal.</summary>
public sealed class SignableInputRing : InputRing, IWireMessage<SignableInputRing>
{
    private readonly ReducedTxOut[] _members;

    /// <summary>From its fields.</summary>
    /// <param name="members">The members.</param>
    /// <param name="realInputIndex">Which of them is spent; not checked here.</param>
    /// <param name="inputSecret">What spends it, taken over.</param>
    public SignableInputRing(ReadOnlySpan<ReducedTxOut> members, uint realInputIndex, InputSecret inputSecret)
    {
        ArgumentNullException.ThrowIfNull(inputSecret);
        _members = members.ToArray();
        RealInputIndex = realInputIndex;
        InputSecret = inputSecret;
    }

    /// <summary>The members.</summary>
    public ReadOnlySpan<ReducedTxOut> Members => _members;

    /// <summary>Which of them is spent.</summary>
    public uint RealInputIndex { get; }

    /// <summary>What spends it.</summary>
    public InputSecret InputSecret { get; }

    /// <inheritdoc/>
    public override Amount Amount => InputSecret.Amount;

    void IWireMessage<SignableInputRing>.WriteTo(ProstWriter writer)
    {
        writer.Messages(1, _members);
        writer.UInt64(2, RealInputIndex);
        writer.Message(3, InputSecret);
    }

    static SignableInputRing IWireMessage<SignableInputRing>.ReadFrom(ref ProstReader reader)
    {
        List<ReducedTxOut> members = [];
        uint index = 0;
        ReadOnlySpan<byte> secret = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: members.Add(reader.Message<ReducedTxOut>()); break;
                case 2: index = reader.UInt32(); break;
                case 3: reader.Merge(ref secret); break;
                default: reader.Skip(); break;
            }
        }
        return new SignableInputRing(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members), index, reader.Message<InputSecret>(secret));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => InputSecret.Dispose();
}
