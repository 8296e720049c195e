// What a signer needs to know of the output that it spends (fact sheet ledger §2.11, B.6, crypto §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// How the one-time private key of an output is found, by the key itself or by the subaddress that received the output, and what opens its
/// commitment. A secret: wiped on disposal.
/// </summary>
public sealed class InputSecret : IDisposable, IWireMessage<InputSecret>
{
    private Scalar _blinding;

    /// <summary>With the one-time private key itself.</summary>
    /// <param name="onetimePrivateKey">The key, taken over.</param>
    /// <param name="amount">The output's amount.</param>
    /// <param name="blinding">The blinding of its commitment.</param>
    public InputSecret(RistrettoPrivate onetimePrivateKey, Amount amount, in Scalar blinding)
        : this(Accounts.SubaddressIndex.Invalid, amount, blinding)
    {
        ArgumentNullException.ThrowIfNull(onetimePrivateKey);
        OnetimePrivateKey = onetimePrivateKey;
    }

    /// <summary>With the subaddress that received the output.</summary>
    /// <param name="subaddressIndex">The subaddress.</param>
    /// <param name="amount">The output's amount.</param>
    /// <param name="blinding">The blinding of its commitment.</param>
    public InputSecret(ulong subaddressIndex, Amount amount, in Scalar blinding)
    {
        SubaddressIndex = subaddressIndex;
        Amount = amount;
        _blinding = blinding;
    }

    /// <summary>The one-time private key; null where the signer is to derive it.</summary>
    public RistrettoPrivate? OnetimePrivateKey { get; }

    /// <summary>The subaddress that the one-time private key is derived for, where that is not given.</summary>
    public ulong SubaddressIndex { get; }

    /// <summary>The output's amount.</summary>
    public Amount Amount { get; private set; }

    /// <summary>The blinding of the output's commitment.</summary>
    public Scalar Blinding => _blinding;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.OptionalKey(1, OnetimePrivateKey);
        if (OnetimePrivateKey is null) writer.Fixed64Always(2, SubaddressIndex);
        writer.Message(3, Amount);
        writer.Scalar(4, _blinding);
    }

    /// <summary>Reads a message. Of key and index the one that comes last counts; with neither it is refused.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    public static InputSecret ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> key = default, amount = default, blinding = default;
        ulong? index = null;
        bool hasKey = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    reader.Merge(ref key, ref hasKey);
                    index = null;
                    break;
                case 2:
                    index = reader.Fixed64();
                    key = default;
                    hasKey = false;
                    break;
                case 3: reader.Merge(ref amount); break;
                case 4: reader.Merge(ref blinding); break;
                default: reader.Skip(); break;
            }
        }
        Amount clear = reader.Message<Amount>(amount);
        Scalar blind = reader.Scalar(blinding, "InputSecret.blinding");
        if (hasKey) return new InputSecret(reader.Key(key, "InputSecret.onetime_private_key"), clear, blind);
        return new InputSecret(index ?? throw new WireException("InputSecret: neither a key nor a subaddress index"), clear, blind);
    }

    /// <summary>The same with a key of its own.</summary>
    internal InputSecret Copy() => OnetimePrivateKey is null
        ? new InputSecret(SubaddressIndex, Amount, _blinding)
        : new InputSecret(new RistrettoPrivate(OnetimePrivateKey.Scalar), Amount, _blinding);

    /// <summary>Wipes key, amount and blinding.</summary>
    public void Dispose()
    {
        OnetimePrivateKey?.Dispose();
        Amount = default;
        Scalar.Wipe(ref _blinding);
    }
}
