// The files of an account, as sample-keys and keygen write them: bytes only, storing them is the caller's (fact sheet ledger §5.10, §8).
using System.Globalization;
using System.Text;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>
/// Three files an account: <c>.json</c>, the secret one; <c>.pub</c>, its default address as a message; <c>.b58pub</c>, the same as text.
/// </summary>
public static partial class KeyFile
{
    /// <summary>Ends the name of the secret file.</summary>
    public const string SecretExtension = ".json";

    /// <summary>Ends the name of the file that holds the address as a message.</summary>
    public const string PublicExtension = ".pub";

    /// <summary>Ends the name of the file that holds the address as text.</summary>
    public const string B58Extension = ".b58pub";

    /// <summary>The name, without its end, of a sample account's files.</summary>
    public static string SampleName(int number) => string.Create(CultureInfo.InvariantCulture, $"account_keys_{number}");

    /// <summary>The contents of a <c>.pub</c> file.</summary>
    public static byte[] WritePublic(PublicAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Encode();
    }

    /// <summary>Reads a <c>.pub</c> file.</summary>
    /// <exception cref="WireException">Bytes that are no address.</exception>
    public static PublicAddress ReadPublic(ReadOnlySpan<byte> contents) => WireMessage.Decode<PublicAddress>(contents);

    /// <summary>The contents of a <c>.b58pub</c> file.</summary>
    public static byte[] WriteB58(PublicAddress address)
    {
        using var wrapper = new PrintableWrapper(address);
        return Encoding.ASCII.GetBytes(wrapper.B58Encode());
    }

    /// <summary>Reads a <c>.b58pub</c> file; white space around the text, such as editors leave, does not matter.</summary>
    /// <exception cref="PrintableException">No printable payload.</exception>
    /// <exception cref="WireException">A payload that is no address.</exception>
    public static PublicAddress ReadB58(ReadOnlySpan<byte> contents)
    {
        using PrintableWrapper wrapper = PrintableWrapper.B58Decode(Encoding.Latin1.GetString(contents).AsSpan().Trim());
        return wrapper.PublicAddress ?? throw new WireException("PrintableWrapper.public_address: absent");
    }
}
