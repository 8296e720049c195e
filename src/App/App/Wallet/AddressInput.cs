// Addresses as people give them: a code, a link, or a file that holds one (fact sheet crypto §7).
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Client;
using MobileCoin.Hosting;

namespace MobileCoin.App.Wallet;

/// <summary>Reads whom to pay.</summary>
internal static class AddressInput
{
    /// <summary>The file of an address if there is one of that name; otherwise a code of an address or a payment request.</summary>
    /// <exception cref="HostingException">It is neither.</exception>
    internal static PaymentCode Read(string source, string text)
    {
        if (File.Exists(text))
        {
            return PaymentCode.Of(text.EndsWith(KeyFile.PublicExtension, StringComparison.Ordinal)
                ? InputFile.Read(source, text, KeyFile.ReadPublic)
                : InputFile.Read(source, text, KeyFile.ReadB58));
        }
        if (text.EndsWith(KeyFile.B58Extension, StringComparison.Ordinal) || text.EndsWith(KeyFile.PublicExtension, StringComparison.Ordinal))
        {
            throw new HostingException($"{source}: {text}: there is no such file");
        }
        return NetworkFlags.Told(source, () =>
        {
            PaymentCode code = PaymentCode.Parse(text);
            if (code.Address is not null) return code;
            code.Dispose();
            throw new MobileCoinException(ClientError.InvalidAddress, "this is a transfer or gift code, not an address");
        });
    }
}
