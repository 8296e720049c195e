// What the providers have in common: errors of devices, and that a quote is for what was asked.
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

internal static class DeviceQuotes
{
    private const int Interrupted = 4, TryAgain = 11, DeviceBusy = 16;
    private const int InterruptedTries = 8;

    internal static void CheckReportData(ReadOnlyMemory<byte> reportData)
    {
        if (reportData.Length != IQuoteProvider.ReportDataSize)
        {
            throw new ArgumentException($"Expected {IQuoteProvider.ReportDataSize} bytes, got {reportData.Length}", nameof(reportData));
        }
    }

    /// <summary>Does something to a device: again at once when a signal interrupts it; what fails is told by the device's name.</summary>
    internal static T Ask<T>(string device, Func<T> act)
    {
        for (int tried = 1; ; tried++)
        {
            try
            {
                return act();
            }
            catch (IOException e) when (e.HResult == Interrupted && tried < InterruptedTries)
            {
                // Again.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or NotSupportedException)
            {
                bool busy = e is IOException && e.HResult is (DeviceBusy or TryAgain or Interrupted);
                throw new QuoteException(busy ? QuoteError.Busy : QuoteError.Device, $"{device}: {e.Message}", e);
            }
        }
    }

    internal static void Ask(string device, Action act) => Ask(device, () =>
    {
        act();
        return true;
    });

    /// <summary>A file's text without the line's end.</summary>
    internal static string Text(string path, IDeviceFiles files, int most = 256) =>
        Ask(path, () => System.Text.Encoding.ASCII.GetString(files.Read(path, most)).TrimEnd('\n', '\0'));

    /// <summary>Parses what a device gave.</summary>
    internal static T Parse<T>(string device, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (EvidenceFormatException e)
        {
            throw new QuoteException(QuoteError.Format, $"{device}: {e.Message}", e);
        }
    }

    /// <summary>Refuses a quote of something else.</summary>
    internal static void Expect(string device, ReadOnlySpan<byte> reportData, ReadOnlySpan<byte> quoted)
    {
        if (!reportData.SequenceEqual(quoted)) throw new QuoteException(QuoteError.Format, $"{device}: the quote is of other report data");
    }
}
