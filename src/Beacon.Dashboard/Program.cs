using Beacon.Dashboard;

return await DashboardCommand.Create().Parse(args).InvokeAsync();
