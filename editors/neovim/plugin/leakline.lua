-- The commands of leakline; :help leakline

if vim.g.loaded_leakline then return end
vim.g.loaded_leakline = true

local leakline = require('leakline')
local create = vim.api.nvim_create_user_command

create('LeaklineCompare', function(call) leakline.compare(call.fargs) end, {
  nargs = '*', complete = 'file', desc = 'Compare heap snapshots, oldest first',
})
create('LeaklineCancel', leakline.cancel, { desc = 'Stop a comparison that is under way' })
create('LeaklineClear', leakline.clear, { desc = 'Forget the heap snapshots' })
create('LeaklineExplain', leakline.explain_here, { desc = 'Say what grew on this line and what keeps it alive' })
create('LeaklineNext', leakline.next_suspect, { desc = 'Go to the next leak suspect' })
create('LeaklineSuspects', leakline.suspects, { desc = 'List the leak suspects with the steps of their traces' })

-- a click on a code lens
vim.lsp.commands['leakline.explain'] = function(command) leakline.explain(command.arguments[1]) end

require('leakline.server').enable()
