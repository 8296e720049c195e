// An input as it is signed: one that is yet to sign, or one whose signature came with it (fact sheet ledger §2.11, B.6, crypto §9.4).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Either a <see cref="SignableInputRing"/> or a <see cref="PresignedInputRing"/>. A secret: wiped on disposal.</summary>
public abstract class InputRing : IDisposable, IWireMessage<InputRing>
{
    private protected InputRing()
    {
    }

    /// <summary>The amount that goes in.</summary>
    public abstract Amount Amount { get; }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (this is SignableInputRing signable) writer.Message(1, signable);
        else writer.Message(2, (PresignedInputRing)this);
    }

    /// <summary>Reads a message. Of the two kinds the one that comes last counts; with neither it is refused.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    public static InputRing ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> ring = default;
        int kind = 0;
        while (reader.TryReadField(out int field))
        {
            if (field is not (1 or 2))
            {
                reader.Skip();
                continue;
            }
            if (kind != field) ring = default;
            kind = field;
            reader.Merge(ref ring);
        }
        return kind switch
        {
            1 => reader.Message<SignableInputRing>(ring),
            2 => reader.Message<PresignedInputRing>(ring),
            _ => throw new WireException("InputRing: neither signable nor presigned"),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Wipes the secrets.</summary>
    protected abstract void Dispose(bool disposing);
}
