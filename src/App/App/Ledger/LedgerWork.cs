using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;
using MobileCoin.Wire;

namespace MobileCoin.App;

/// <summary>Runs what a program does to a ledger; what is wrong with ledger, archive or files is told without a stack.</summary>
internal static class LedgerWork
{
    internal static async Task<int> RunAsync(ServiceHost host, Func<CancellationToken, Task> work)
    {
        HostingException? failure = null;
        int code = await host.RunAsync(async stop =>
        {
            try
            {
                await work(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (Told(e) is { } told)
            {
                failure = told;
            }
        }).ConfigureAwait(false);
        return failure is null ? code : throw failure;
    }

    internal static T Open<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (Told(e) is { } told)
        {
            throw new HostingException(told.Message, e);
        }
    }

    private static HostingException? Told(Exception e) => e switch
    {
        HostingException told => told,
        LedgerException or WatcherDbException or ArchiveFetchException or WireException or ArchiveException or IOException or UnauthorizedAccessException =>
            new HostingException(e.Message, e),
        _ => null,
    };
}
